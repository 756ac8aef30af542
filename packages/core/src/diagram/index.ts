export { lintDiagram } from './lint/index.ts';
export { toMermaid } from './mermaid.ts';
export { mostMessages, parseDiagram, type ParsedDiagram } from './parse-diagram.ts';
export { rules, type Problem } from './problem.ts';
export type { Diagram, Position } from './syntax.ts';

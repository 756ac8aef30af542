export { everyMessage } from './lint/every-step.ts';
export { lintDiagram } from './lint/index.ts';
export { toMermaid } from './mermaid.ts';
export { mostMessages, parseDiagram, type ParsedDiagram } from './parse-diagram.ts';
export { problem, rules, type Problem, type RuleName } from './problem.ts';
export type { Diagram, Position } from './syntax.ts';

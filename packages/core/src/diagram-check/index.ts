export { diagramCheck, diagramCheckSchema, type DiagramCheck, type DiagramFile } from './diagram-check.ts';
export { judgeConformance, type Expectation, type JudgedConformance } from './judge-conformance.ts';
export { findAmong, hasErrors, judgeSources, type JudgedSource, type Source } from './judge-sources.ts';

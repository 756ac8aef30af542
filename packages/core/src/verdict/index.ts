export { readFindings, type Finding, type PolicyFinding } from './finding.ts';
export { renderVerdictMarkdown, undecidedAnnotations, verdictAnnotations, verdictHeadline } from './render.ts';
export { verdictSchema } from './schema.ts';
export { decide, undecided, verdictExitCode, type Verdict, type VerdictFacts } from './verdict.ts';

export { checkDiagrams } from './declaration.ts';
export { checkDiagramsFiles, handleCheckDiagrams, type CheckDiagramsPorts } from './handler.ts';

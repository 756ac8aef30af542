export { compareWorkflows, noGrowth, type WorkflowComparison } from './compare-workflows.ts';
export {
  unreadableWorkflow,
  type Job,
  type Permission,
  type Trigger,
  type UsedAction,
  type WorkflowFacts,
} from './facts.ts';
export { foldPath } from './fold-path.ts';
export { isActiveWorkflow, isCiFile, isGateFile, isWorkflowFile } from './paths.ts';
export { readWorkflow } from './read-workflow.ts';

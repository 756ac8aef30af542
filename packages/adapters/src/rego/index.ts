export { createEvaluator, type Evaluate, type Evaluation } from './create-evaluator.ts';

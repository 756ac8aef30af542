export {
  defineOperation,
  type AnyOperation,
  type InputsOf,
  type Operation,
  type OutputsOf,
  type Permissions,
} from './define-operation.ts';
export { eventInputs, withEventInputs } from './event-inputs.ts';
export { standInOf, type Input, type Output } from './input.ts';
export { camelCase, environmentName, kebabCase } from './names.ts';
export { defaultText, parseDuration, parseInputs, type InputLookup } from './parse-inputs.ts';
export { runOperation, type Handler, type Outcome } from './run-operation.ts';

export { canaryGate } from './declaration.ts';
export { handleCanaryGate, type CanaryGatePorts } from './handler.ts';

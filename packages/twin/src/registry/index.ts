export { startRegistryTwin, type RegistryTwin } from './start-registry.ts';
export { type RegistryFault } from './registry-faults.ts';
export { type RegistryTwinOptions } from './state.ts';

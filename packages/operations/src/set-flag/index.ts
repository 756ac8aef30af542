export { setFlag } from './declaration.ts';
export { handleSetFlag, type SetFlagPorts } from './handler.ts';

export { hookSchema, type Hook } from './hook.ts';
export { askRunningDigest, runHook, type HookCall, type HookPorts } from './run-hook.ts';

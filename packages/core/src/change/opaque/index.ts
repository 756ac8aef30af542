export { collectOpaque } from './collect-opaque.ts';
export { type Opaque } from './facts.ts';

export { postJson } from './post-json.ts';

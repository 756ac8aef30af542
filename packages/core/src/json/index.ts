export { canonicalJson, type Json, type JsonObject } from './canonical.ts';
export { parseJson } from './parse.ts';

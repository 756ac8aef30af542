export { canonicalJson, type Json, type JsonObject } from './canonical.ts';
export { duplicateName } from './duplicate-name.ts';
export { jsonMembers, type JsonMember } from './members.ts';
export { parseJson } from './parse.ts';
export { noList } from './no-list.ts';

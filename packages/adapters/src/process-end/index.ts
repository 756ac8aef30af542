export { holdEnd, type Hold } from './hold-end.ts';
export { removeAtEnd } from './remove-at-end.ts';

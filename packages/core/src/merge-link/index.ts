export {
  mergeLink,
  mergeLinkPredicateSchema,
  mergeLinkPredicateType,
  mergeLinkSchema,
  mergeLinkStatement,
  type MergeLink,
  type MergeLinkFacts,
} from './merge-link.ts';

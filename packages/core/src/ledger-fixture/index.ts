/** Entries and keys for tests and benchmarks: nothing that ships writes these. */
export { makeEntry, makeSigner, valueOf } from '../ledger/make-ledger.ts';

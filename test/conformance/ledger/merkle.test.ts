import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { verifyConsistency, verifyInclusion } from '@interlock/core/ledger';
import { dataFolder } from '../data-folder.ts';

const folder = join(dataFolder(), 'merkle/testdata');
const cases = (kind: string) =>
  readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
const read = (kind: string, name: string): unknown => JSON.parse(readFileSync(join(folder, kind, name), 'utf8'));
const bytes = (text: string | undefined) => Buffer.from(text ?? '', 'base64');

interface InclusionCase {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

it.each(cases('inclusion'))('transparency-dev/merkle: inclusion/%s', (name) => {
  const { leafHash, leafIdx, proof, root, treeSize, wantErr } = read('inclusion', name) as InclusionCase;
  const leaf = { index: leafIdx, size: treeSize, leaf: bytes(leafHash), root: bytes(root) };
  expect(verifyInclusion({ ...leaf, proof: (proof ?? []).map(bytes) })).toBe(!wantErr);
});

interface ConsistencyCase {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

it.each(cases('consistency'))('transparency-dev/merkle: consistency/%s', (name) => {
  const { proof, root1, root2, size1, size2, wantErr } = read('consistency', name) as ConsistencyCase;
  const trees = { oldSize: size1, oldRoot: bytes(root1), size: size2, root: bytes(root2) };
  expect(verifyConsistency({ ...trees, proof: (proof ?? []).map(bytes) })).toBe(!wantErr);
});

// The other folders are about proofs of subtrees, which a ledger neither makes nor reads.
it('has read all of them', () => {
  expect([cases('inclusion').length, cases('consistency').length]).toEqual([98, 98]);
});

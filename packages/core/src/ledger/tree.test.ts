import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { edgeRoot, emptyEdge, extendEdge, partialTiles } from './edge.ts';
import { emptyRoot, leafHash, nodeHash, type TreeHash } from './hash.ts';
import { ledgerFiles, makeSigner, readerOf, valueOf } from './make-ledger.ts';
import { proveConsistency, proveInclusion } from './prove.ts';
import { tilePath, widthAt } from './tile.ts';
import { verifyConsistency, verifyInclusion } from './verify-proof.ts';

/** RFC 6962, 2.1, word for word. */
function mth(hashes: readonly TreeHash[]): TreeHash {
  const [first] = hashes;
  if (first === undefined) return emptyRoot();
  if (hashes.length === 1) return first;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(mth(hashes.slice(0, split)), mth(hashes.slice(split)));
}
const leaf = (number: number) => Buffer.from(`leaf ${number}`);
const leaves = (count: number) => Array.from({ length: count }, (_, number) => leaf(number));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const signer = makeSigner();

describe('a tree', () => {
  it('has the roots of the eight leaves that the tests of RFC 6962 use', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const hashes = inputs.map((input) => leafHash(Buffer.from(input, 'hex')));
    const grown = roots.map((_, at) => hex(edgeRoot(extendEdge(emptyEdge, hashes.slice(0, at + 1)).edge)));
    expect(grown).toEqual(roots);
    expect(hex(edgeRoot(emptyEdge))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('has the root of RFC 6962 in whatever portions it grows', () => {
    const portions = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 6 });
    fc.assert(
      fc.property(portions, (sizes) => {
        let edge = emptyEdge;
        const all: TreeHash[] = [];
        for (const size of sizes) {
          const more = leaves(size).map((bytes, at) => leafHash(Buffer.concat([bytes, leaf(all.length + at)])));
          edge = extendEdge(edge, more).edge;
          all.push(...more);
        }
        expect(edge.size).toBe(all.length);
        expect(hex(edgeRoot(edge))).toBe(hex(mth(all)));
      }),
      { numRuns: 40 },
    );
  });

  it('has over 65536 leaves a third level', () => {
    const hashes = leaves(70_000).map(leafHash);
    const { edge, full } = extendEdge(emptyEdge, hashes);
    expect(hex(edgeRoot(edge))).toBe(hex(mth(hashes)));
    // the example of tlog-tiles
    expect(full.filter(({ level }) => level === 0)).toHaveLength(273);
    expect(full.filter(({ level }) => level === 1)).toHaveLength(1);
    const widths = partialTiles(edge).map(({ hashes: { length }, index, level }) => [level, index, length]);
    expect(widths).toEqual([
      [0, 273, 112],
      [1, 1, 17],
      [2, 0, 1],
    ]);
  });
});

describe('the path of a tile', () => {
  it.each([
    [tilePath(0, 0, 256), 'tile/0/000'],
    [tilePath(1, 999, 3), 'tile/1/999.p/3'],
    [tilePath(0, 1000, 256), 'tile/0/x001/000'],
    [tilePath('entries', 1_234_067, 255), 'tile/entries/x001/x234/067.p/255'],
  ])('is %s', (path, expected) => expect(path).toBe(expected));

  it('has the width that the size gives', () => {
    expect([widthAt(0, 0, 256), widthAt(1, 0, 256), widthAt(0, 1, 256), widthAt(0, 273, 70_000)]).toEqual([
      256, 1, 0, 112,
    ]);
  });
});

describe('a proof', () => {
  it('of each entry and each earlier tree leads to the root, and no other does', async () => {
    const sizes = fc.integer({ min: 1, max: 600 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), fc.nat({ max: 31 }), async (size, one, two, byte) => {
        const all = leaves(size);
        const read = readerOf(ledgerFiles(all, signer));
        const hashes = all.map(leafHash);
        const root = mth(hashes);
        const index = one % size;
        const proof = valueOf(await proveInclusion(read, index, size));
        const inclusion = { index, size, leaf: leafHash(leaf(index)), proof, root };
        expect(verifyInclusion(inclusion)).toBe(true);
        const oldSize = two % (size + 1);
        const consistency = { oldSize, oldRoot: mth(hashes.slice(0, oldSize)), size, root };
        const old = valueOf(await proveConsistency(read, oldSize, size));
        expect(verifyConsistency({ ...consistency, proof: old })).toBe(true);
        const flipped = Uint8Array.from(root, (value, at) => (at === byte ? value ^ 1 : value));
        expect(verifyInclusion({ ...inclusion, root: flipped })).toBe(false);
        expect(verifyInclusion({ ...inclusion, index: index + 1 })).toBe(false);
        expect(verifyInclusion({ ...inclusion, proof: [...proof, root] })).toBe(false);
        expect(verifyInclusion({ ...inclusion, proof: proof.slice(1) })).toBe(size === 1);
        expect(verifyConsistency({ ...consistency, proof: [...old, root] })).toBe(false);
        const another = { ...consistency, oldRoot: flipped, proof: old };
        expect(verifyConsistency(another)).toBe(false);
        expect(verifyConsistency({ ...consistency, root: flipped, proof: old })).toBe(oldSize === 0);
      }),
      { numRuns: 60 },
    );
  });

  it('of the tree without entries is empty', async () => {
    const root = leafHash(leaf(0));
    const read = readerOf(new Map());
    expect(valueOf(await proveConsistency(read, 0, 1))).toEqual([]);
    expect(verifyConsistency({ oldSize: 0, oldRoot: emptyRoot(), size: 1, root, proof: [] })).toBe(true);
    expect(verifyConsistency({ oldSize: 0, oldRoot: root, size: 1, root, proof: [] })).toBe(false);
    expect(verifyConsistency({ oldSize: 0, oldRoot: emptyRoot(), size: 1, root, proof: [root] })).toBe(false);
    expect(verifyConsistency({ oldSize: 2, oldRoot: root, size: 1, root, proof: [] })).toBe(false);
    expect(verifyInclusion({ index: 0, size: 0, leaf: root, proof: [], root: emptyRoot() })).toBe(false);
  });

  it('cannot be asked for beyond the tree', () => {
    expect(() => proveInclusion(readerOf(new Map()), 3, 3)).toThrow(RangeError);
    expect(() => proveConsistency(readerOf(new Map()), 4, 3)).toThrow(RangeError);
  });

  it('takes a full tile in place of one that was partial, and names one that is missing', async () => {
    const files = ledgerFiles(leaves(256), signer);
    expect(valueOf(await proveInclusion(readerOf(files), 3, 200))).toEqual(
      valueOf(await proveInclusion(readerOf(ledgerFiles(leaves(200), signer)), 3, 200)),
    );
    files.delete('tile/0/000');
    expect(await proveInclusion(readerOf(files), 3, 256)).toMatchObject({
      ok: false,
      error: { kind: 'not-verified', file: 'tile/0/000', message: 'A file of the ledger is missing.' },
    });
  });
});

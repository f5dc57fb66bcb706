import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { inclusionPath, leafHash, merkleRoot, rootFromPath } from './merkle.ts';

// The leaves and roots of Certificate Transparency's own tests.
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(hex =>
  createHash('sha256')
    .update(Buffer.from([0]))
    .update(Buffer.from(hex, 'hex'))
    .digest('hex'),
);

it.each([
  [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
])('has the root of RFC 6962 over %i leaves', (size, root) => {
  expect(merkleRoot(LEAVES.slice(0, size))).toBe(root);
});

it('proves each leaf, at its place and in its size only', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, random) => {
      const leaves = Array.from({ length: size }, (_, i) => leafHash(`${i}`));
      const index = random % size;
      const path = inclusionPath(leaves, index);
      const root = merkleRoot(leaves);

      expect(rootFromPath(leaves[index], { index, size, path })).toBe(root);
      for (const other of [index - 1, index + 1, size]) {
        expect(
          rootFromPath(leaves[index], { index: other, size, path }),
        ).not.toBe(root);
      }
      expect(rootFromPath(leafHash('other'), { index, size, path })).not.toBe(
        root,
      );
    }),
  );
});

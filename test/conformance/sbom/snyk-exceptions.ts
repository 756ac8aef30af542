/** Differences from the expected graphs of snyk/nodejs-lockfile-parser, each with its reason. */
export interface Exceptions {
  /** Edges of the expected graph that we do not have. */
  readonly missing: number;
  /** Needed edges that we have and the expected graph does not. */
  readonly extra: number;
  readonly reason: string;
}

const peers = 'snyk leaves out peer dependencies and what only they need';
const nearest =
  'snyk takes a version from a folder that does not enclose the package; Node takes the nearest one upwards';
const once = 'snyk walks one of the places (npm) or snapshots (pnpm) of a package; others there need other versions';
const naming = 'snyk names an alias or a local folder otherwise; the edge is the same';

export const exceptions: ReadonlyMap<string, Exceptions> = new Map([
  ['npm-lock-v2/bundled-deps/expected.json', { missing: 5, extra: 24, reason: `${nearest}; ${peers}; ${once}` }],
  ['npm-lock-v2/deep-override/expected.json', { missing: 3, extra: 25, reason: nearest }],
  ['npm-lock-v2/deeply-nested-packages/expected.json', { missing: 0, extra: 5, reason: once }],
  ['npm-lock-v2/deeply-scoped/expected.json', { missing: 31, extra: 401, reason: `${nearest}; ${peers}; ${once}` }],
  ['npm-lock-v2/dist-tag-sub-dependency/expected.json', { missing: 1, extra: 24, reason: `${nearest}; ${peers}` }],
  ['npm-lock-v2/goof/expected.json', { missing: 1, extra: 6, reason: `${nearest}; ${peers}; ${once}` }],
  ['npm-lock-v2/local-pkg-without-workspaces/expected.json', { missing: 1, extra: 1, reason: naming }],
  [
    'npm-lock-v2/missing-optional-dep-minimal/expected.json',
    { missing: 3, extra: 0, reason: 'snyk adds optional packages that the lockfile does not hold' },
  ],
  ['npm-lock-v2/npm-scoped-sub-dep/expected.json', { missing: 10, extra: 664, reason: `${naming}; ${peers}` }],
  ['npm-lock-v2/override-with-dep/expected.json', { missing: 0, extra: 3, reason: peers }],
  ['npm-lock-v2/simple-dotted-override/expected.json', { missing: 1, extra: 2, reason: nearest }],
  ['npm-lock-v2/simple-override/expected.json', { missing: 1, extra: 2, reason: nearest }],
  ['npm-lock-v2/simple-version-range-override/expected.json', { missing: 0, extra: 1, reason: once }],
  ['npm-lock-v2/transitive-resolves-to-alias/expected.json', { missing: 1, extra: 1, reason: naming }],
  ['pnpm-lock-v9/deeply-scoped/expected.json', { missing: 0, extra: 124, reason: once }],
  ['pnpm-lock-v9/local-pkg-without-workspaces/expected.json', { missing: 2, extra: 2, reason: naming }],
]);

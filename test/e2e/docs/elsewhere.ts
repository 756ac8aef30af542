/** Commands of the pages that are too large for a test of a page, and the file that runs each. */
export const runElsewhere: readonly { readonly command: string; readonly file: string; readonly as: string }[] = [
  { command: 'npx -y pnpm@12.21.0 demo', file: 'test/e2e/demo.test.ts', as: "['-y', 'pnpm@12.21.0', 'demo'" },
  { command: 'npx -y pnpm@12.21.0 demo --path ~/my-service', file: 'test/e2e/demo.test.ts', as: "'--path', other" },
  { command: 'npx -y pnpm@12.21.0 test', file: '.ci/run', as: '\npnpm test\n' },
  { command: 'npx -y pnpm@12.21.0 install', file: '.ci/run', as: '\npnpm install --frozen-lockfile\n' },
];

/** The whole page needs ssh-keygen. */
const approvalPage = { file: 'test/peers/approval.test.ts', as: 'docs/how-to/approve-a-change.md' };

/** Commands of the pages that are too large for a test of a page, and the file that runs each. */
export const runElsewhere: readonly { readonly command: string; readonly file: string; readonly as: string }[] = [
  { command: 'npx -y pnpm@12.21.0 demo', file: 'test/e2e/demo.test.ts', as: "['-y', 'pnpm@12.21.0', 'demo'" },
  { command: 'npx -y pnpm@12.21.0 demo --path ~/my-service', file: 'test/e2e/demo.test.ts', as: "'--path', other" },
  {
    command: 'npx -y pnpm@12.21.0 rehearse default --fault unsigned-commit',
    file: 'test/e2e/rehearse.test.ts',
    as: "'default', '--fault', 'unsigned-commit'",
  },
  { command: 'npx -y pnpm@12.21.0 test', file: '.ci/run', as: '\npnpm test\n' },
  { command: 'npx -y pnpm@12.21.0 install', file: '.ci/run', as: '\npnpm install --frozen-lockfile\n' },
  { command: 'ssh-keygen -q -t ed25519-sk -f ~/.ssh/approve', ...approvalPage },
  { command: 'interlock approve --code K7Q2M-9XD4A --approver ann@example.org --key ~/.ssh/approve', ...approvalPage },
  {
    command:
      'interlock verify-approval --verdict verdict.json --approval approval.json --consume local --base main --head change --repository-name example.org/octo/service --change 7 --base-ref main',
    ...approvalPage,
  },
];

/** The whole page needs ssh-keygen. */
const approvalPage = { file: 'test/peers/approval.test.ts', as: 'docs/how-to/approve-a-change.md' };

/** Commands with ssh-keygen and openssl: `pnpm test` has Node and git alone. */
const withTools = (page: string) => ({ file: 'test/peers/pages.test.ts', as: page });

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
  { command: "ssh-keygen -q -t ed25519 -N '' -f agent-key", ...withTools('docs/how-to/verify-commits.md') },
  {
    command: 'openssl ecparam -name prime256v1 -genkey -noout -out key.pem',
    ...withTools('docs/how-to/sign-and-verify.md'),
  },
  {
    command: 'openssl pkey -in key.pem -pubout -out release.pub.pem',
    ...withTools('docs/how-to/sign-and-verify.md'),
  },
  {
    command: String.raw`echo "release@example.org namespaces=\"git\" $(ssh-keygen -i -m PKCS8 -f release.pub.pem)" >> .interlock/signers`,
    ...withTools('docs/how-to/sign-and-verify.md'),
  },
  {
    command: 'openssl ecparam -name prime256v1 -genkey -noout -out agent.pem',
    ...withTools('docs/how-to/agent-manifest.md'),
  },
  {
    command: 'openssl pkey -in agent.pem -pubout -out agent.pub.pem',
    ...withTools('docs/how-to/agent-manifest.md'),
  },
  {
    command: String.raw`echo "coder@example.org namespaces=\"git\" $(ssh-keygen -i -m PKCS8 -f agent.pub.pem)" >> .interlock/signers`,
    ...withTools('docs/how-to/agent-manifest.md'),
  },
  { command: 'openssl genpkey -algorithm ed25519 -out ledger.pem', ...withTools('docs/how-to/keep-a-ledger.md') },
];

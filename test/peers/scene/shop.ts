import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runCommand } from '../../e2e/run-action.ts';
import { canaryConfig, weightCommand } from './canary-config.ts';
import type { Files } from './git.ts';
import type { SigningKey } from './signing-key.ts';
import type { Traffic } from './traffic.ts';

const service = resolve(import.meta.dirname, '../../../examples/sample-service');

/** The sample service as a project of its own. */
export function sampleService(): Files {
  const paths = globSync(['{src,scripts,test}/*.ts', 'package.json', 'package-lock.json', '.gitignore'], {
    cwd: service,
  });
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(service, path), 'utf8')]));
}

/** What the example pipelines find in a project: who may sign, how to look at the canary, how to start it. */
export function operatorFiles(signing: SigningKey, traffic: Traffic, production: string): Files {
  return {
    '.interlock/signers': signing.signer,
    '.interlock/canary.yml': canaryConfig(traffic),
    '.interlock/deploy.yml': JSON.stringify({
      deploy: { command: ['node', 'deploy/start-canary'] },
      verifyRunning: { command: ['cat', running(production)] },
      artifacts: join(production, 'store'),
    }),
    'deploy/start-canary': startCanary(production),
    'deploy/rollback.json': JSON.stringify({
      environment: 'production',
      traffic: { setWeight: { command: weightCommand(traffic) } },
      redeploy: { command: ['sh', '-c', 'printf "%s\\n" "$INTERLOCK_ARTIFACT_DIGEST" > "$0"', running(production)] },
      verifyRunning: { command: ['cat', running(production)] },
      artifacts: { store: join(production, 'store') },
      trust: { signers: '.interlock/signers' },
      state: join(production, 'rollback-state.json'),
    }),
  };
}

const running = (production: string) => join(production, 'running');

/** Says what runs in production: the digest of the last artifact that was deployed. */
export const runningDigest = (production: string) => readFileSync(running(production), 'utf8').trim();

/** The hook that deploys: notes that the artifact runs now, and completes the configuration of a rollback with what is on trial. */
function startCanary(production: string): string {
  return `import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
const digest = process.env.INTERLOCK_ARTIFACT_DIGEST;
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
const config = JSON.parse(readFileSync('deploy/rollback.json', 'utf8'));
const author = { name: 'Rollback', email: 'rollback@example.invalid' };
const revert = { repository: '.', branch: 'main', commits: [commit], land: 'request', author };
writeFileSync(${JSON.stringify(running(production))}, digest + '\\n');
writeFileSync('rollback.yml', JSON.stringify({ ...config, bad: { digest, commit }, revert }));
`;
}

/** A production with one good release in its store, signed, and its digest; nothing is on trial yet. */
export async function createProduction(folder: string, signing: SigningKey, commit: string): Promise<string> {
  const store = join(folder, 'store');
  mkdirSync(store, { recursive: true });
  writeFileSync(join(folder, 'key.pem'), signing.pem, { mode: 0o600 });
  writeFileSync(join(store, 'service-1.mjs'), 'console.log("release 1");\n');
  const args = ['--subject-path', 'service-1.mjs', '--key', join(folder, 'key.pem'), '--commit', commit];
  const signed = await runCommand(['sign-artifact', ...args, '--json'], { cwd: store });
  if (signed.exitCode !== 0) throw new Error(signed.stderr);
  const digest = `sha256:${readFileSync(join(store, 'checksums.txt'), 'utf8').slice(0, 64)}`;
  const deployed = { digest, path: 'service-1.mjs', bundle: 'artifact.sigstore.json', commit };
  const history = [{ ...deployed, deployedAt: '2026-01-01T00:00:00Z' }];
  writeFileSync(join(store, 'deployments.json'), JSON.stringify(history));
  return digest;
}

import { argv, env } from 'node:process';

/** The hook: sets the proxy's canary share to INTERLOCK_WEIGHT percent. Exit 1 where the proxy did not take it. */
const weight = env['INTERLOCK_WEIGHT'] ?? '';
const response = await fetch(`http://127.0.0.1:${env['PROXY_ADMIN_PORT'] ?? argv[2] ?? ''}/weight`, {
  method: 'PUT',
  headers: { authorization: `Bearer ${env['PROXY_ADMIN_TOKEN'] ?? argv[3] ?? ''}` },
  body: weight,
  signal: AbortSignal.timeout(5_000),
});
const answer = (await response.text()).trim();
console.log(answer);
process.exitCode = response.ok && Number(answer) === Number(weight) ? 0 : 1;

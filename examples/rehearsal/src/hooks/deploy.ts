import { argv, env } from 'node:process';

/** The hook: deploys INTERLOCK_ARTIFACT_PATH into a slot of the target. Arguments: port, token, slot, version. */
const [, , port = '', token = '', slot = '', version = 'unknown'] = argv;
const response = await fetch(`http://127.0.0.1:${port}/slots/${slot}`, {
  method: 'PUT',
  headers: { authorization: `Bearer ${token}` },
  body: JSON.stringify({
    path: env['INTERLOCK_ARTIFACT_PATH'],
    digest: env['INTERLOCK_ARTIFACT_DIGEST'],
    version,
  }),
  signal: AbortSignal.timeout(30_000),
});
const answer = (await response.text()).trim();
console.log(answer);
if (!response.ok) console.error(answer);
process.exitCode = response.ok && answer === env['INTERLOCK_ARTIFACT_DIGEST'] ? 0 : 1;

import { noFlags, openFlags } from './flags.ts';
import { createService } from './service.ts';

const { env } = process;
const flagFile = env['SERVICE_FLAGS'] ?? '';
const flags = flagFile === '' ? noFlags : await openFlags(flagFile);
const service = createService({
  version: env['SERVICE_VERSION'] ?? '1.0.0',
  digest: env['SERVICE_DIGEST'] ?? '',
  errorRate: Number(env['SERVICE_ERROR_RATE'] ?? '0'),
  flags,
});

service.listen(Number(env['PORT'] ?? '0'), '127.0.0.1', () => {
  const address = service.address();
  console.log(`ready ${typeof address === 'object' ? (address?.port ?? '') : ''}`);
});

const stop = (): void => {
  flags.close();
  service.close(() => process.exit(0));
  service.closeIdleConnections();
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

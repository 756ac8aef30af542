import { createService } from './service.ts';

const { env } = process;
const service = createService({
  version: env['SERVICE_VERSION'] ?? '1.0.0',
  digest: env['SERVICE_DIGEST'] ?? '',
  errorRate: Number(env['SERVICE_ERROR_RATE'] ?? '0'),
});

service.listen(Number(env['PORT'] ?? '0'), '127.0.0.1', () => {
  const address = service.address();
  console.log(`ready ${typeof address === 'object' ? (address?.port ?? '') : ''}`);
});

const stop = (): void => {
  service.close(() => process.exit(0));
  service.closeIdleConnections();
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

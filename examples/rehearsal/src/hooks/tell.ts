import { appendFileSync } from 'node:fs';

/** Tells who may approve: who is on call of a hotfix, else the owner. Arguments: file, who is on call, owner. */
const [file = '', onCall = '', owner = ''] = process.argv.slice(2);
const { env } = process;
const kind = env['INTERLOCK_APPROVAL_KIND'] ?? '';
const message = {
  to: kind === 'hotfix' ? onCall : owner,
  kind,
  change: env['INTERLOCK_APPROVAL_CHANGE'],
  head: env['INTERLOCK_APPROVAL_HEAD'],
  code: env['INTERLOCK_APPROVAL_CODE'],
};
appendFileSync(file, `${JSON.stringify(message)}\n`);

import { systemClock } from '@interlock/adapters/clock';
import { checkOutputs, hashFile, listFolder, readFile, writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { verifyBundle } from '@interlock/adapters/sigstore';
import type { Reporter } from '@interlock/core/host';
import { audit, handleAudit, type AuditPorts } from '@interlock/operations/audit';
import { bind, type Compose } from './compose.ts';

/** Reads the folder of evidence and the repository, and nothing else. */
export const auditPorts = (reporter: Reporter): AuditPorts => ({
  listFolder,
  readFile,
  hashFile,
  checkOutputs,
  writeFile,
  openRepository,
  verifyBundle,
  clock: systemClock,
  reporter,
});

export const compose: Compose = () => bind(audit, handleAudit, ({ reporter }) => auditPorts(reporter));

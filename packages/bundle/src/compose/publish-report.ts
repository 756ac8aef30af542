import { clearOutputs } from '@interlock/adapters/filesystem';
import { handlePublishReport, publishReport } from '@interlock/operations/publish-report';
import { auditPorts } from './audit.ts';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = () =>
  bind(publishReport, handlePublishReport, ({ reporter }) => ({ ...auditPorts(reporter), clearOutputs }));

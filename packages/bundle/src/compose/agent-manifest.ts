import { systemClock } from '@interlock/adapters/clock';
import { clearOutputs, writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { verifyBundle } from '@interlock/adapters/sigstore';
import { agentManifest, handleAgentManifest } from '@interlock/operations/agent-manifest';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = ({ runContext }) =>
  bind(agentManifest, handleAgentManifest, ({ reporter }) => ({
    openRepository,
    verifyBundle,
    clearOutputs,
    writeFile,
    clock: systemClock,
    runContext,
    reporter,
  }));

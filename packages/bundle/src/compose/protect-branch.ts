import { protectBranches } from '@interlock/adapters/local';
import { handleProtectBranch, protectBranch } from '@interlock/operations/protect-branch';
import { bind, type Compose } from './compose.ts';

export const compose: Compose = () =>
  bind(protectBranch, handleProtectBranch, ({ reporter }) => ({ protectBranches, reporter }));

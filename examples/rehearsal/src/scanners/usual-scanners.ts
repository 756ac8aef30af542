import { runAstGrep } from './ast-grep.ts';
import { runNpmAudit } from './npm-audit.ts';
import type { Scanner } from './scanner.ts';

/** Scanners that npm installs. `registry` answers `npm audit`. */
export const usualScanners = (registry: string): readonly Scanner[] => [
  {
    tool: 'npm audit',
    scan: async ({ commit, output, repository, work }) => {
      await runNpmAudit({ repository, commit, folder: work, registry, output });
      return 'package-lock.json of the head';
    },
  },
  {
    tool: 'ast-grep',
    scan: async ({ checkout, output, rules }) => {
      await runAstGrep(checkout, rules, output);
      return `${rules} rules`;
    },
  },
];

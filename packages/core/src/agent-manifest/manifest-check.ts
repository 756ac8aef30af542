import type { Change } from '../change/index.ts';
import type { ManifestCheck, ManifestSection } from './check-schema.ts';
import { manifestFolder } from './find-manifest.ts';
import { problem } from './problem.ts';

const missing = problem('missing', {
  message: `the change adds no ${manifestFolder}/<name>.yml`,
  fix: 'write one with interlock draft-manifest, sign it, and commit both files',
});

/** The answer for a change: one that brings no manifest does not pass. */
export function manifestCheckOf({ base, head }: Change, section: ManifestSection | undefined): ManifestCheck {
  const common = { schema: 'interlock/manifest-check/v1', base, head } as const;
  if (section === undefined) return { ...common, result: 'fail', problems: [missing] };
  const { problems, ...manifest } = section;
  return { ...common, result: problems.length === 0 ? 'pass' : 'fail', manifest, problems };
}

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { project } from '@interlock/core/project';
import { tarFolder } from '../../../scripts/bundle/tar.ts';
import { gitlabTemplate, type PinnedBundle } from '../../../scripts/faces/gitlab-template.ts';
import { actionOperations } from '../../../scripts/operations.ts';
import { dist } from '../../e2e/run-action.ts';
import { commit, git } from '../scene/git.ts';

/** The archive that a release publishes, of the bundle under test. */
export function packBundle(folder: string): PinnedBundle {
  const archive = tarFolder(dist, 'dist');
  const file = join(folder, 'interlock.tar');
  writeFileSync(file, archive);
  return { url: pathToFileURL(file).href, sha256: createHash('sha256').update(archive).digest('hex') };
}

/** The mirrored component project as a bare clone, with the templates that `pnpm generate` writes for that bundle. */
export function createComponentProject(folder: string, bundle: PinnedBundle): string {
  const source = join(folder, 'source');
  mkdirSync(source, { recursive: true });
  git(source, 'init', '-q', '-b', 'main');
  const templates = actionOperations.map(
    (operation) => [`templates/${operation.name}/template.yml`, gitlabTemplate(operation, bundle)] as const,
  );
  commit(source, Object.fromEntries(templates), 'components');
  const bare = join(folder, 'components.git');
  git(folder, 'clone', '-q', '--bare', source, bare);
  return bare;
}

/** A git configuration in which the address of the component project on gitlab.com is that clone; gives its file. */
export function writeGitConfig(folder: string, components: string): string {
  const addresses = ['git@gitlab.com:', 'ssh://git@gitlab.com:22/'].map((server) => `${server}${project.slug}.git`);
  const config = join(folder, 'gitconfig');
  writeFileSync(config, [`[url "${components}"]`, ...addresses.map((one) => `\tinsteadOf = ${one}`), ''].join('\n'));
  return config;
}

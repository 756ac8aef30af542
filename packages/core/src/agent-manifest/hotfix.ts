import type { Change } from '../change/index.ts';
import type { ChangePlace } from './check-identity.ts';
import { problem, type ManifestProblem } from './problem.ts';
import type { AgentManifest } from './schema.ts';

/** A branch, the commits and the manifest say together whether a change is a hotfix; one of them alone opens no lane. */
export function checkKind(
  { kind }: Pick<AgentManifest, 'kind'>,
  { commits }: Change,
  { branches }: ChangePlace,
): ManifestProblem | undefined {
  const own = commits.filter(({ parents }) => parents.length < 2);
  const marked = own.filter(({ message }) => hasHotfixTrailer(message));
  const signs = {
    branch: branches.some((name) => name.startsWith('hotfix/')),
    commits: own.length > 0 && marked.length === own.length,
    manifest: kind === 'hotfix',
  };
  const wanted = Object.values(signs).some(Boolean) || marked.length > 0;
  if (!wanted || Object.values(signs).every(Boolean)) return undefined;
  const says = (sign: boolean) => (sign ? 'hotfix' : 'no hotfix');
  const trailers = `${marked.length} of ${own.length} commits have the trailer Interlock-Kind: hotfix`;
  return problem('kind-disagrees', {
    message: `the branch says ${says(signs.branch)}, the manifest says ${says(signs.manifest)}, and ${trailers}`,
    fix: 'for a hotfix use a branch hotfix/*, that trailer on each commit and kind: hotfix in the manifest; else none of them',
  });
}

/** Whether the last paragraph, which is not the first, has the trailer (git-interpret-trailers(1)). */
function hasHotfixTrailer(message: string): boolean {
  const paragraphs = message.trimEnd().split(/\n(?:[ \t]*\n)+/);
  const last = paragraphs.length > 1 ? (paragraphs.at(-1) ?? '') : '';
  return last.split('\n').some((line) => /^interlock-kind:[ \t]*hotfix[ \t]*$/i.test(line));
}

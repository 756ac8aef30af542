import type { Annotation } from '../host/index.ts';
import { escapeMarkdown, inlineCode, markdownTable, oneLine } from '../text/index.ts';
import type { Finding } from './finding.ts';
import type { Verdict } from './verdict.ts';

const maxRows = 50;
const words = { show: 'show', approval: 'approve', block: 'block' } as const;
const levels = { show: 'notice', approval: 'warning', block: 'error' } as const;

/** The verdict as people see it in the comment and the summary; one line when green. */
export function renderVerdictMarkdown(verdict: Verdict): string {
  const first = escapeMarkdown(verdictHeadline(verdict));
  const blocks = [first];
  if (verdict.undecided !== undefined) blocks.push(`Could not decide: ${escapeMarkdown(verdict.undecided.message)}`);
  if (verdict.findings.length > 0) {
    blocks.push(
      markdownTable(['', 'finding', 'where', 'why', 'how to go on'], verdict.findings.slice(0, maxRows).map(row)),
    );
  }
  const hidden = verdict.findings.length - maxRows;
  if (hidden > 0) blocks.push(`${hidden} more findings are in the verdict file.`);
  if (verdict.decision !== 'merge' && verdict.base !== undefined && verdict.head !== undefined) {
    // Whole names: a tag may be called what an abbreviated one is.
    const command = `interlock evaluate-policy --base ${verdict.base} --head ${verdict.head}`;
    blocks.push(`Reproduce: ${inlineCode(command)}`);
  }
  return `${blocks.join('\n\n')}\n`;
}

function row(finding: Finding): readonly string[] {
  const place = where(finding);
  return [
    words[finding.asks],
    escapeMarkdown(finding.policy),
    place === '' ? '-' : inlineCode(place),
    escapeMarkdown(finding.message),
    escapeMarkdown(finding.fix ?? '-'),
  ];
}

/** One annotation for each finding, and one where there is no decision; hosts escape it in their own form. */
export function verdictAnnotations(verdict: Verdict): readonly Annotation[] {
  return [...undecidedAnnotations(verdict), ...findingAnnotations(verdict)];
}

/** Why there is no decision, as the error that it is; none where there is one. */
export function undecidedAnnotations({ undecided }: Verdict): readonly Annotation[] {
  if (undecided === undefined) return [];
  const { file, hint, kind, line, message } = undecided;
  const text = oneLine(hint === undefined ? message : `${message} ${hint}`, 1000);
  const place = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
  return [{ level: 'error', title: `could not decide: ${kind}`, message: text, ...place }];
}

function findingAnnotations(verdict: Verdict): readonly Annotation[] {
  return verdict.findings.slice(0, maxRows).map((finding) => ({
    level: levels[finding.asks],
    title: oneLine(`${finding.policy}: ${finding.title ?? words[finding.asks]}`, 120),
    message: oneLine(
      finding.fix === undefined ? finding.message : `${finding.message}. To go on: ${finding.fix}`,
      1000,
    ),
    ...(finding.path === undefined ? {} : { file: finding.path }),
    ...(finding.line === undefined ? {} : { line: finding.line }),
    shownBy: 'summary',
  }));
}

function where(finding: Finding): string {
  if (finding.path === undefined) return '';
  return finding.line === undefined ? finding.path : `${finding.path}:${finding.line}`;
}

/** The answer in one line of plain text. */
export function verdictHeadline(verdict: Verdict): string {
  const count = (asks: Finding['asks']) => verdict.findings.filter((finding) => finding.asks === asks).length;
  const counts = `${count('approval')} to approve, ${count('block')} blocking, ${count('show')} shown`;
  const digest = verdict.policy.digest === undefined ? '' : `@${verdict.policy.digest.slice(0, 11)}…`;
  return [
    `Interlock: ${verdict.undecided === undefined ? verdict.decision.replace('-', ' ') : 'could not decide'}`,
    ...(verdict.findings.length === 0 ? [] : [counts]),
    ...(verdict.head === undefined ? [] : [`head ${verdict.head.slice(0, 7)}`]),
    `policy ${oneLine(verdict.policy.name, 80)}${digest}`,
    ...(verdict.notEvaluated.length === 0 ? [] : [`${verdict.notEvaluated.length} not evaluated`]),
  ].join(' · ');
}

import {
  requestDigest,
  shortCode,
  type Approval,
  type ApprovalRequest,
  type ApprovalResult,
} from '../approval/index.ts';
import type { Check } from '../audit/index.ts';
import { html, type Html } from './html.ts';
import { badge, code, shortName, type Tone } from './marks.ts';
import type { Section } from './section.ts';
import { missing, table } from './table.ts';

interface Found<T> {
  readonly path: string;
  readonly value: T;
}

export interface ApprovalPart {
  readonly requests: readonly Found<ApprovalRequest>[];
  readonly approvals: readonly Found<Approval>[];
  readonly results: readonly Found<ApprovalResult>[];
  readonly checks: readonly Check[];
}

export function approvalSection(part: ApprovalPart): Section {
  const { approvals, requests, results } = part;
  const isEmpty = approvals.length + requests.length + results.length === 0;
  const tones = approvals.map(({ path }) => stateOf(part.checks, path).tone);
  const [broken, unproven] = (['bad', 'attention'] as const).map((tone) => tones.filter((one) => one === tone).length);
  return {
    id: 'approvals',
    title: 'Approvals',
    tone: toneOf(part, tones),
    summary: isEmpty
      ? 'none asked for, none given'
      : [
          `${approvals.length} given`,
          ...said(broken, 'do not hold'),
          ...said(unproven, 'not verified'),
          `${requests.length} asked for`,
        ].join(', '),
    content: isEmpty
      ? missing('No approval was asked for and none was given.')
      : [answers(results), approvals.map((one) => approval(one, part.checks)), open(part)],
  };
}

const said = (number = 0, what: string) => (number === 0 ? [] : [`${number} of them ${what}`]);

function toneOf({ approvals, results }: ApprovalPart, tones: readonly Tone[]): Tone {
  if (tones.includes('bad') || results.some(({ value }) => value.result === 'refused')) return 'bad';
  if (tones.includes('attention') || (approvals.length === 0 && results.length > 0)) return 'attention';
  return approvals.length > 0 ? 'good' : 'plain';
}

/** By the checks that were made of the file; what nobody verified is not good. */
function stateOf(checks: readonly Check[], path: string): { readonly tone: Tone; readonly word: string } {
  const own = checks.filter((check) => check.file === path);
  if (own.some(({ state }) => state === 'fails')) return { tone: 'bad', word: 'does not hold' };
  if (own.length === 0 || own.some(({ state }) => state === 'unknown'))
    return { tone: 'attention', word: 'not verified' };
  return { tone: 'good', word: 'signature holds' };
}

function answers(results: ApprovalPart['results']): Html {
  return table({
    caption: 'What verify-approval answered',
    columns: [
      { name: 'code', is: 'code' },
      { name: 'answer' },
      { name: 'approvers' },
      { name: 'used' },
      { name: 'file', is: 'code' },
    ],
    rows: results.map(({ path, value }) => [
      value.code,
      value.result === 'approved'
        ? badge('good', 'approved')
        : [badge('bad', 'refused'), html` ${value.refusal?.message ?? ''}`],
      value.approvals
        .map(({ approver, securityKey }) => `${approver}${securityKey === true ? ' (security key)' : ''}`)
        .join(', '),
      value.consumption.where === 'never' ? 'not marked' : `marked (${value.consumption.where})`,
      path,
    ]),
    empty: 'No answer of verify-approval is in the evidence.',
  });
}

function approval({ path, value: { subject } }: Found<Approval>, checks: readonly Check[]): Html {
  const { tone, word } = stateOf(checks, path);
  return html`<article class="card">
    <h3>${badge(tone, word)} <span>${subject.approver}</span></h3>
    <dl>
      <dt>when</dt>
      <dd>valid from ${subject.notBefore}, by the approver’s word</dd>
      <dt>until</dt>
      <dd>${subject.expires}</dd>
      <dt>kind</dt>
      <dd>${subject.kind}</dd>
      ${
        subject.reason === undefined
          ? undefined
          : html`<dt>reason</dt>
              <dd>${subject.reason}</dd>`
      }
      <dt>code</dt>
      <dd>${code(shortCode(subject))}</dd>
      <dt>bound to</dt>
      <dd>${subject.repository}, change ${subject.change}, into ${subject.baseRef}</dd>
      <dt>head</dt>
      <dd>${shortName(subject.head)}</dd>
      <dt>base</dt>
      <dd>${shortName(subject.base)}</dd>
      <dt>policy</dt>
      <dd>${shortName(subject.policyDigest)}</dd>
      <dt>findings</dt>
      <dd>${shortName(subject.findingsDigest)}${subject.rules.length === 0 ? '' : ` (${subject.rules.join(', ')})`}</dd>
      <dt>file</dt>
      <dd>${code(path)}</dd>
    </dl>
  </article>`;
}

function open({ approvals, requests }: ApprovalPart): Html {
  const answered = new Set(approvals.map(({ value }) => requestDigest(value.subject)));
  return table({
    caption: 'Requests for approval',
    columns: [
      { name: 'code', is: 'code' },
      { name: 'kind' },
      { name: 'answered' },
      { name: 'findings' },
      { name: 'file', is: 'code' },
    ],
    rows: requests.map(({ path, value }) => [
      value.code,
      value.subject.kind,
      answered.has(requestDigest(value.subject))
        ? badge('good', 'by an approval here')
        : badge('attention', 'not here'),
      value.findings.map(({ policy }) => policy).join(', '),
      path,
    ]),
    empty: 'No request is in the evidence.',
  });
}

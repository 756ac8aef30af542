import { problem, type Problem } from '../problem.ts';
import type { Diagram, Message, Step } from '../syntax.ts';
import { everyMessage } from './every-step.ts';
import { approvals, artifacts, credentials, verbs } from './vocabulary.ts';

/** Events that make evidence or hand it over. */
const evidenceEvents: ReadonlySet<string> = new Set([
  'sbom-generated',
  'reports-collected',
  'artifact-signed',
  'artifact-stored',
  'artifact-verified',
  'artifact-deployed',
  'evidence-signed',
  'policy-evaluated',
  'manifest-signed',
]);
const approvalEvents: ReadonlySet<string> = new Set(['approval-requested', 'approval-given']);

/** R49, R50, R99 to R101: what each message says, and how it stands out. */
export function lintMessages({ steps }: Diagram): readonly Problem[] {
  return everyMessage(steps).flatMap(({ message, next }) =>
    message.label === ''
      ? [
          problem(
            'label-missing',
            'error',
            message.at,
            'This message says nothing',
            'Write what is done behind a colon',
          ),
        ]
      : [...lintVerb(message), ...lintArtifact(message), ...lintMarks(message, next)],
  );
}

function lintVerb({ at, label }: Message): readonly Problem[] {
  const [first = ''] = label.toLowerCase().split(/[^a-z-]/);
  if (verbs.includes(first)) return [];
  const fix = 'Begin with one: create, trigger, run, submit, return, verify, approve, merge, deploy…';
  return [problem('label-verb', 'warning', at, `“${label.slice(0, 60)}” begins with no verb`, fix)];
}

function lintArtifact({ at, binding, label }: Message): readonly Problem[] {
  if (binding?.kind !== 'event' || !evidenceEvents.has(binding.type) || artifacts.test(label)) return [];
  const fix = 'Name it: run SAST + SCA -> SBOM v1.2';
  return [problem('artifact-unnamed', 'warning', at, `“${label.slice(0, 60)}” names no artifact`, fix)];
}

function lintMarks({ at, binding, colour, label }: Message, next: Step | undefined): readonly Problem[] {
  if (colour !== undefined || next?.kind === 'note') return [];
  const event = binding?.kind === 'event' ? binding.type : '';
  const fix = 'Colour the arrow, as -[#red]>, or put a note behind it';
  return [
    ...(approvalEvents.has(event) || approvals.test(label)
      ? [
          problem(
            'approval-unmarked',
            'error',
            at,
            'This message asks for or gives an approval and does not stand out',
            fix,
          ),
        ]
      : []),
    ...(credentials.test(label)
      ? [problem('credential-unmarked', 'error', at, 'This message carries a credential and does not stand out', fix)]
      : []),
  ];
}

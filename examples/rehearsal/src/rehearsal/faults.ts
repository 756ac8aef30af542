import {
  badChange,
  goodChange,
  harmlessChange,
  hiddenText,
  slowLeak,
  smallChange,
  type Change,
  type Edit,
} from './changes.ts';
import { anomalyWhenOn, anomalyWhileDark, darkChange } from './dark-changes.ts';
import type { Ending } from './ending.ts';
import type { FlowName } from './run.ts';

/** What is done otherwise than it should be, by the stage that it is done at. Nothing of it: the change goes its way. */
export interface Deviation {
  readonly propose?: {
    /** Who signs instead of the agent. */
    readonly signedBy?: 'nobody' | 'ann';
    /** Who writes the change instead of the agent. */
    readonly author?: 'ann';
    /** Made after the manifest was drafted, so that it does not know of them. */
    readonly laterEdits?: readonly Edit[];
    /** Made in the manifest after it was signed. */
    readonly manifestEdit?: Omit<Edit, 'file'>;
    /** Where the agent pushes to instead of its branch. */
    readonly pushTo?: 'main';
  };
  readonly verify?: {
    /** The tool whose scan is not run. */
    readonly without: string;
  };
  readonly approve?: 'by-nobody' | 'replayed' | 'before-last-commit';
  readonly store?: 'tampered' | 'moved-tag';
  readonly gate?: 'killed';
}

export interface Fault {
  readonly flow: FlowName;
  /** One sentence: what goes wrong. */
  readonly what: string;
  readonly change?: Change;
  readonly deviation: Deviation;
  readonly expected: Ending;
}

const refused = (by: string, exitCode: number, reason: string): Ending => ({ kind: 'refused', by, exitCode, reason });

/** Every fault, and how its rehearsal must end. */
export const faults = {
  'direct-push': {
    flow: 'default',
    what: 'The agent pushes its commit to main and not to a branch of its own',
    deviation: { propose: { pushTo: 'main' } },
    expected: refused('git push', 1, 'interlock: refs/heads/main is protected'),
  },
  'out-of-scope-file': {
    flow: 'default',
    what: 'A file is changed that the manifest does not name',
    deviation: {
      propose: {
        laterEdits: [{ file: 'src/metrics.ts', find: '    [500, 0],\n', replace: '    [500, 0],\n    [422, 0],\n' }],
      },
    },
    expected: refused('agent-manifest', 1, 'path-not-allowed'),
  },
  'unsigned-commit': {
    flow: 'default',
    what: 'The commits of the agent are not signed',
    deviation: { propose: { signedBy: 'nobody' } },
    expected: refused('verify-commits', 1, 'unsigned'),
  },
  'foreign-signature': {
    flow: 'default',
    what: 'The commits of the agent are signed with the key of a developer',
    deviation: { propose: { signedBy: 'ann' } },
    expected: refused('verify-commits', 1, 'foreign'),
  },
  'edited-manifest': {
    flow: 'default',
    what: 'The manifest is widened after it was signed',
    deviation: {
      propose: { manifestEdit: { find: '  forbidden: []', replace: "    - 'src/**'\n  forbidden: []" } },
    },
    expected: refused('agent-manifest', 1, 'wrong-signature'),
  },
  'missing-scan': {
    flow: 'default',
    what: 'A scan that the base requires was not run',
    deviation: { verify: { without: 'npm audit' } },
    expected: refused('evaluate-policy', 1, 'scans-present: npm audit is required'),
  },
  'hidden-unicode': {
    flow: 'default',
    what: 'A line shows other code than it runs, by controls of the writing direction',
    change: hiddenText,
    deviation: { approve: 'by-nobody' },
    expected: refused('merge-change', 4, 'needs-approval: opaque-content'),
  },
  'approval-by-author': {
    flow: 'default',
    what: 'Who wrote the change approves it',
    deviation: { propose: { author: 'ann', signedBy: 'ann' } },
    expected: refused('verify-approval', 1, 'approver-is-author'),
  },
  'approval-for-older-head': {
    flow: 'default',
    what: 'A commit is pushed after the approval',
    deviation: { approve: 'before-last-commit' },
    expected: refused('verify-approval', 1, 'wrong-head'),
  },
  'replayed-approval': {
    flow: 'default',
    what: 'An approval is used a second time',
    deviation: { approve: 'replayed' },
    expected: refused('verify-approval', 1, 'already-used'),
  },
  'moved-tag': {
    flow: 'default',
    what: 'Another artifact is to be stored under the tag of a release',
    deviation: { store: 'moved-tag' },
    expected: refused('store-artifact', 1, 'oci:'),
  },
  'tampered-artifact': {
    flow: 'default',
    what: 'The stored artifact is changed on the disk',
    deviation: { store: 'tampered' },
    expected: refused('deploy-artifact', 1, ''),
  },
  'bad-release': {
    flow: 'default',
    what: 'A release whose tests pass fails in production',
    change: badChange,
    deviation: {},
    expected: { kind: 'rolled-back', at: 'canary-gate: rollback' },
  },
  'slow-leak': {
    flow: 'default',
    what: 'A release gets worse the longer it runs',
    change: slowLeak,
    deviation: {},
    expected: { kind: 'rolled-back', at: 'canary-gate: rollback' },
  },
  'killed-gate': {
    flow: 'default',
    what: 'The canary gate is killed while it watches',
    change: harmlessChange,
    deviation: { gate: 'killed' },
    expected: { kind: 'rolled-back', at: 'canary-gate: no decision' },
  },
  'anomaly-while-dark': {
    flow: 'hotfix',
    what: 'A release fails although its flag is off',
    change: anomalyWhileDark,
    deviation: {},
    expected: { kind: 'rolled-back', at: 'health with the flag off' },
  },
  'anomaly-when-on': {
    flow: 'hotfix',
    what: 'A release fails where its flag is on',
    change: anomalyWhenOn,
    deviation: {},
    expected: { kind: 'rolled-back', at: 'health with the flag on' },
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as readonly FaultName[];

/** What goes through each flow where the fault does not bring a change of its own. */
export const usualChange: Readonly<Record<FlowName, Change>> = {
  default: goodChange,
  trusted: smallChange,
  hotfix: darkChange,
};

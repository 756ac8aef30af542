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
  readonly evidence?: 'without-tests';
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

type Refused = readonly [by: string, exitCode: number, reason: string];

/** A fault of the default flow that a step refuses. */
const refused = (what: string, [by, exitCode, reason]: Refused, deviation: Deviation): Fault => ({
  flow: 'default',
  what,
  deviation,
  expected: { kind: 'refused', by, exitCode, reason },
});

/** A change that is deployed and taken back. `at`: what finds it. */
const takenBack = (flow: FlowName, what: string, change: Change, at: string): Fault => ({
  flow,
  what,
  change,
  deviation: {},
  expected: { kind: 'rolled-back', at },
});

/** Every fault, and how its rehearsal must end. */
export const faults = {
  'direct-push': refused(
    'The agent pushes its commit to main and not to a branch of its own',
    ['git push', 1, 'interlock: refs/heads/main is protected'],
    { propose: { pushTo: 'main' } },
  ),
  'out-of-scope-file': refused(
    'A file is changed that the manifest does not name',
    ['agent-manifest', 1, 'path-not-allowed'],
    {
      propose: {
        laterEdits: [{ file: 'src/metrics.ts', find: '    [500, 0],\n', replace: '    [500, 0],\n    [422, 0],\n' }],
      },
    },
  ),
  'unsigned-commit': refused('The commits of the agent are not signed', ['verify-commits', 1, 'unsigned'], {
    propose: { signedBy: 'nobody' },
  }),
  'foreign-signature': refused(
    'The commits of the agent are signed with the key of a developer',
    ['verify-commits', 1, 'foreign'],
    { propose: { signedBy: 'ann' } },
  ),
  'edited-manifest': refused('The manifest is widened after it was signed', ['agent-manifest', 1, 'wrong-signature'], {
    propose: { manifestEdit: { find: '  forbidden: []', replace: "    - 'src/**'\n  forbidden: []" } },
  }),
  'missing-scan': refused(
    'A scan that the base requires was not run',
    ['evaluate-policy', 1, 'scans-present: npm audit is required'],
    { verify: { without: 'npm audit' } },
  ),
  'hidden-unicode': {
    ...refused(
      'A line shows other code than it runs, by controls of the writing direction',
      ['merge-change', 4, 'needs-approval: opaque-content'],
      { approve: 'by-nobody' },
    ),
    change: hiddenText,
  },
  'approval-by-author': refused('Who wrote the change approves it', ['verify-approval', 1, 'approver-is-author'], {
    propose: { author: 'ann', signedBy: 'ann' },
  }),
  'approval-for-older-head': refused('A commit is pushed after the approval', ['verify-approval', 1, 'wrong-head'], {
    approve: 'before-last-commit',
  }),
  'replayed-approval': refused('An approval is used a second time', ['verify-approval', 1, 'already-used'], {
    approve: 'replayed',
  }),
  'moved-tag': refused('Another artifact is to be stored under the tag of a release', ['store-artifact', 1, 'oci:'], {
    store: 'moved-tag',
  }),
  'tampered-artifact': refused('The stored artifact is changed on the disk', ['deploy-artifact', 1, ''], {
    store: 'tampered',
  }),
  'missing-link': refused(
    'The events of a change are written anew, without those of its tests',
    ['deploy-artifact', 1, 'The chain from the commit to this artifact does not hold'],
    { evidence: 'without-tests' },
  ),
  'bad-release': takenBack(
    'default',
    'A release whose tests pass fails in production',
    badChange,
    'canary-gate: rollback',
  ),
  'slow-leak': takenBack('default', 'A release gets worse the longer it runs', slowLeak, 'canary-gate: rollback'),
  'killed-gate': {
    ...takenBack('default', 'The canary gate is killed while it watches', harmlessChange, 'canary-gate: no decision'),
    deviation: { gate: 'killed' },
  },
  'anomaly-while-dark': takenBack(
    'hotfix',
    'A release fails although its flag is off',
    anomalyWhileDark,
    'health with the flag off',
  ),
  'anomaly-when-on': takenBack(
    'hotfix',
    'A release fails where its flag is on',
    anomalyWhenOn,
    'health with the flag on',
  ),
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as readonly FaultName[];

/** What goes through each flow where the fault does not bring a change of its own. */
export const usualChange: Readonly<Record<FlowName, Change>> = {
  default: goodChange,
  trusted: smallChange,
  hotfix: darkChange,
};

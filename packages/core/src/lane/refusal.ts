/** Every reason for which a change is not merged, each with how to go on. */
export const mergeRefusals = {
  'head-moved': 'Judge the change as it is now, and merge that.',
  'base-moved':
    'Bring the change up to date with its base branch, judge it again there, and merge with the new verdict.',
  'not-open': 'Open the request again, or open a new one.',
  draft: 'Mark the request as ready for review.',
  undecided: 'Repair what the verdict names, and run the gate again.',
  blocked:
    'Repair the change, add a waiver on the base branch, or ask two owners by request-approval with kind: break-glass.',
  'needs-approval': 'Ask with request-approval, and give what verify-approval answered as approval-result.',
  'approval-refused': 'Ask for an approval that holds: the answer of verify-approval says why this one does not.',
  'approval-for-another-change': 'Ask for an approval of this request, head and base.',
  'approval-not-marked': 'Run verify-approval with consume: local or remote, so that the approval is good for one use.',
  'approval-of-another-kind': 'Ask for an approval of kind hotfix.',
  'not-on-call': 'Let somebody approve who is on call: approval.onCall of .interlock/config.yml names them.',
  'check-missing': 'Wait until the check has answered, or let it run on the last commit of the change.',
  'check-not-successful': 'Repair what the check found, or run it again.',
  'not-a-hotfix':
    'Use a branch hotfix/*, the trailer Interlock-Kind: hotfix on each commit and a signed manifest of kind: hotfix that holds; or merge by the lane default.',
  'not-a-revert':
    'Make one commit on the tip of the base branch that reverts exactly one of its commits and nothing else; or merge by the lane default.',
  'revert-of-the-gate': 'Merge it by the lane default: an owner approves what the gate and CI take their orders from.',
  conflict: 'Merge the base branch into the change, or rebase the change, and judge it again.',
  'merge-failed': 'Read what the forge said, and judge the change again as it is now.',
  'merged-tree-differs': 'Look at what was merged at once: it is not what was judged. Revert it if nobody can say why.',
} as const satisfies Readonly<Record<string, string>>;

export type MergeRefusalKind = keyof typeof mergeRefusals;

export interface MergeRefusal {
  readonly reason: MergeRefusalKind;
  /** One sentence; texts of the change in it are on one line, and not yet escaped. */
  readonly message: string;
}

export type Refused = { readonly ok: false; readonly error: MergeRefusal };

export function refuseMerge(reason: MergeRefusalKind, message: string): Refused {
  return { ok: false, error: { reason, message } };
}

/** 4 needs approval · 3 the gate could not decide · 1 otherwise. */
export function refusalExitCode({ reason }: MergeRefusal): 1 | 3 | 4 {
  if (reason === 'needs-approval') return 4;
  return reason === 'undecided' ? 3 : 1;
}

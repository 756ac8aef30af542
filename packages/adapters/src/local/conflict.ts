/** How the failure of a merge speaks of a conflict. */
export const conflict = {
  message: 'The change conflicts with its base branch',
  hint: 'Merge the base branch into the change or rebase the change, resolve the conflict and push; it is then judged anew.',
};

/** A path as git's bytes, one character per byte (latin1): it goes back to git unchanged. */
export type RawPath = string;

export interface Side {
  readonly mode: string;
  readonly objectName: string;
}

/** A path that a three-way read-tree left open: base, ours and theirs, where they exist. */
export interface Unmerged {
  readonly path: RawPath;
  readonly base?: Side;
  readonly ours?: Side;
  readonly theirs?: Side;
}

const stages = ['base', 'ours', 'theirs'] as const;

/** Reads `ls-files -u -z`: `<mode> <object> <stage>\t<path>\0`; `undefined` where it has another form. */
export function parseUnmerged(output: Buffer): readonly Unmerged[] | undefined {
  const found = new Map<RawPath, Unmerged>();
  for (const line of output.toString('latin1').split('\0').slice(0, -1)) {
    const match = /^(\d{6}) ([0-9a-f]+) ([123])\t([\s\S]+)$/.exec(line);
    if (match === null) return undefined;
    const [, mode = '', objectName = '', stage, path = ''] = match;
    const side = stages[Number(stage) - 1] ?? 'base';
    found.set(path, { ...(found.get(path) ?? { path }), [side]: { mode, objectName } });
  }
  return [...found.values()];
}

export function readablePath(path: RawPath): string {
  return JSON.stringify(Buffer.from(path, 'latin1').toString('utf8'));
}

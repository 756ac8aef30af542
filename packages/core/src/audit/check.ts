import type { Digest } from '../digest/index.ts';

/** A file of the folder that is audited; nothing in it is trusted to say what it is or whom to trust. */
export interface AuditFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly digest: Digest;
  /** Absent where `unread` says why; its digest is known all the same. */
  readonly text?: string;
  readonly unread?: 'too-large' | 'not-utf-8';
}

/** `unknown`: what it takes to decide was not given. `note`: what nobody can check from the folder alone. */
export type CheckState = 'holds' | 'fails' | 'unknown' | 'note';

export interface Check {
  readonly file: string;
  readonly state: CheckState;
  /** One line; what comes from a file is escaped by whoever shows it. */
  readonly says: string;
}

export const holds = (file: string, says: string): Check => ({ file, state: 'holds', says });
export const fails = (file: string, says: string): Check => ({ file, state: 'fails', says });
export const unknown = (file: string, says: string): Check => ({ file, state: 'unknown', says });
export const note = (file: string, says: string): Check => ({ file, state: 'note', says });

/** `holds` or `fails` by what was found. */
export function decideCheck(file: string, right: boolean, says: { readonly yes: string; readonly no: string }): Check {
  return right ? holds(file, says.yes) : fails(file, says.no);
}

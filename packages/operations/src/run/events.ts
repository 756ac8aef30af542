import { sha256 } from '@interlock/core/digest';

/** What a run did, for the ledger: an operation only writes events, a recorder with its own credential appends them. */
export interface RunEvent {
  readonly event: 'change-read' | 'sbom-generated' | 'reports-collected' | 'policy-evaluated' | 'evidence-signed';
  /** Content whose digest the event names. */
  readonly content?: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** `events.jsonl`: one `interlock/event/v1` a line, each naming the commit and the time of the run. */
export function eventLines(events: readonly RunEvent[], commit: string, now: number): string {
  const time = new Date(now).toISOString();
  return events
    .map(({ event, content, facts }) => {
      const digest = content === undefined ? {} : { digest: sha256(content) };
      return `${JSON.stringify({ schema: 'interlock/event/v1', event, time, commit, ...digest, facts })}\n`;
    })
    .join('');
}

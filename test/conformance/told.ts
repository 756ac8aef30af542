import type { TraceEntry } from '@interlock/core/contract';
import { eventOutcomes, eventRoutes, eventTypes } from '@interlock/core/event';

/** Events as `type`, `type!outcome` and `type fact=value`, with a comma between them. */
export function traceOf(text: string): readonly TraceEntry[] {
  return text.split(',').map((one, at) => {
    const [what = '', ...facts] = one.trim().split(' ');
    const [name, wanted = 'done'] = what.split('!');
    const type = eventTypes.find((known) => known === name);
    const outcome = eventOutcomes.find((known) => known === wanted);
    if (type === undefined || outcome === undefined) throw new Error(`no event ${what}`);
    return {
      entry: { id: `${at} ${type}`, type, ...eventRoutes[type], outcome },
      facts: Object.fromEntries(facts.map((fact) => fact.split('=') as [string, string])),
    };
  });
}

import type { Fault, TwinRequest } from './exchange.ts';

/** Faults wait in the order in which they were given; a request takes the first that matches it. */
export interface FaultQueue {
  add(fault: Fault): void;
  take(request: TwinRequest): Fault['effect'] | undefined;
}

export function createFaultQueue(): FaultQueue {
  const waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    take: (request) => {
      const next = waiting.find(({ fault, left }) => left > 0 && matches(fault, request));
      if (next === undefined) return undefined;
      next.left -= 1;
      return next.fault.effect;
    },
  };
}

function matches({ method, path }: Fault, request: TwinRequest): boolean {
  return (method === undefined || method === request.method) && (path === undefined || request.path.includes(path));
}

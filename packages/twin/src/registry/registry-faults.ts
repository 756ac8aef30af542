import type { BinaryAnswer, BinaryRequest } from './answers.ts';

/** Something that goes wrong on purpose, for the next requests that match. */
export interface RegistryFault {
  /** How many requests it hits; 1 unless told. */
  readonly times?: number;
  readonly method?: string;
  /** Only requests whose path holds this text. */
  readonly path?: string;
  readonly effect:
    | { readonly kind: 'answer'; readonly answer: BinaryAnswer }
    /** A lie: what it would have answered, changed. */
    | { readonly kind: 'change'; readonly change: (answer: BinaryAnswer) => BinaryAnswer }
    /** It answers as usual, and something has happened behind the client's back by then. */
    | { readonly kind: 'after'; readonly act: () => void }
    /** The connection is closed before it does anything. */
    | { readonly kind: 'drop-request' }
    /** It does what was asked, and the answer is lost. */
    | { readonly kind: 'drop-response' }
    /** The answer breaks off in the middle. */
    | { readonly kind: 'cut' };
}

/** Faults wait in the order in which they were given; a request takes the first that matches it. */
export interface RegistryFaults {
  add(fault: RegistryFault): void;
  take(request: BinaryRequest): RegistryFault['effect'] | undefined;
}

export function createRegistryFaults(): RegistryFaults {
  const waiting: { readonly fault: RegistryFault; left: number }[] = [];
  return {
    add: (fault) => {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    take: ({ method, path }) => {
      const next = waiting.find(
        ({ fault, left }) => left > 0 && method === (fault.method ?? method) && path.includes(fault.path ?? ''),
      );
      if (next === undefined) return undefined;
      next.left -= 1;
      return next.fault.effect;
    },
  };
}

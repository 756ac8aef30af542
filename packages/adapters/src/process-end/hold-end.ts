import { endBy, join } from './end.ts';

/** Keeps the process at work where a first signal would leave something half done. */
export interface Hold {
  /** Whether the job was ended meanwhile, so that nothing new is to be begun. */
  readonly asked: () => boolean;
  /** Runs once at a second signal, in place of the end of the process. SIGHUP is never a second one: it comes often. */
  readonly whenUrgent: (act: () => void) => () => void;
  /** Lets the signal end the process that came meanwhile. */
  readonly release: () => void;
}

export function holdEnd(): Hold {
  let first: NodeJS.Signals | undefined;
  const urgent = new Set<() => void>();
  const leave = join({
    onSignal: (name) => {
      if (first === undefined) {
        first = name;
        return true;
      }
      if (name === 'SIGHUP') return true;
      const acts = [...urgent];
      urgent.clear();
      for (const act of acts) act();
      return acts.length > 0;
    },
  });
  return {
    asked: () => first !== undefined,
    whenUrgent: (act) => {
      urgent.add(act);
      return () => void urgent.delete(act);
    },
    release: () => {
      leave();
      if (first !== undefined) endBy(first);
    },
  };
}

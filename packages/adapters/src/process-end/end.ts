const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What has a say when a signal comes: `true` where it takes care of it, and the process is not to end yet. */
type Say = (name: NodeJS.Signals) => boolean;

interface Part {
  readonly onSignal?: Say;
  /** Runs at the very end, without waiting. */
  readonly onEnd?: () => void;
}

const parts = new Set<Part>();

/** Listens as long as there are parts; without any, a signal ends the process at once as ever. */
export function join(part: Part): () => void {
  if (parts.size === 0) {
    // in front of an operation that cleans up at its first signal, so that it is still seen to listen
    for (const name of names) process.prependListener(name, onSignal);
    process.on('exit', finish);
  }
  parts.add(part);
  return () => {
    parts.delete(part);
    if (parts.size === 0) leave();
  };
}

/** Ends the process as the signal would have done without us. */
export function endBy(name: NodeJS.Signals): void {
  finish();
  leave();
  process.kill(process.pid, name);
}

function onSignal(name: NodeJS.Signals): void {
  // where somebody else listens, the end is theirs
  if (process.listenerCount(name) > 1) return;
  if (![...parts].some((part) => part.onSignal?.(name) === true)) endBy(name);
}

function finish(): void {
  for (const { onEnd } of parts) onEnd?.();
}

function leave(): void {
  for (const name of names) process.off(name, onSignal);
  process.off('exit', finish);
}

/**
 * Listens from now on; without this call a signal ends the process at once. Gives a signal that is given when the job is cancelled or its terminal is closed; the first one lets the operation clean up,
 * a second SIGINT or SIGTERM ends it. A closing terminal sends SIGHUP more than once, so that one never does.
 */
export function interruptionSignal(): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, abort);
  process.on('SIGHUP', abort);
  return controller.signal;
}

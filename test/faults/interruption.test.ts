import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { deployConfig, deploying, parts } from '../e2e/bad-input/stored.ts';
import { dist } from '../e2e/run-action.ts';

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends an operation that has nothing to clean up, while it waits for an answer',
  async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'interlock-interruption-'));
    // takes connections and never answers
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    try {
      const files = { ...parts, 'deploy.yml': JSON.stringify({ ...deployConfig, artifacts: '.' }) };
      for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
      const address = silent.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const inputs = Object.entries({ ...deploying, store: `http://127.0.0.1:${port}/team/app` });
      const args = ['deploy-artifact', ...inputs.map(([name, value]) => `--${name}=${value}`)];
      const waiting = once(silent, 'connection');
      const child = spawn(process.execPath, [join(dist, 'interlock.js'), ...args], { cwd: folder, stdio: 'ignore' });
      const ended = once(child, 'exit');
      await waiting;
      child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), 5000);
      expect(await ended).toEqual([null, signal]);
      clearTimeout(late);
    } finally {
      silent.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  30_000,
);

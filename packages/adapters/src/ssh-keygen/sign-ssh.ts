import { spawn } from 'node:child_process';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { SignSsh } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';

const seconds = 120;

/** What ssh-keygen and the programs that it asks (agent, passphrase dialog, security key) need, and nothing else. */
const inherited = /^(?:PATH|HOME|USER|LANG|TERM|TMPDIR|DISPLAY|WAYLAND_DISPLAY|XDG_RUNTIME_DIR|SSH_\w+)$/u;

/**
 * Signs by `ssh-keygen -Y sign`, which also speaks to agents and security keys. `announce` gets what it says meanwhile,
 * such as that the key waits to be touched; a passphrase it asks for on the terminal itself.
 */
export function signSsh(announce: (line: string) => void): SignSsh {
  return ({ keyFile, message, namespace }) =>
    new Promise((resolve) => {
      const child = spawn('ssh-keygen', ['-Y', 'sign', '-n', namespace, '-f', keyFile], {
        env: Object.fromEntries(Object.entries(process.env).filter(([name]) => inherited.test(name))),
        stdio: ['pipe', 'pipe', 'pipe'],
        timeout: seconds * 1000,
      });
      const said: { out: string; err: string } = { out: '', err: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said.err += text;
        for (const line of text.split('\n')) if (line.trim() !== '') announce(oneLine(line));
      });
      // an ssh-keygen that ends early closes the pipe; its exit status tells why
      child.stdin.on('error', () => undefined);
      child.once('error', (cause) => resolve(notStarted(cause)));
      child.once('close', (code) => resolve(code === 0 ? ok(said.out) : refused(said.err, keyFile)));
      child.stdin.end(message);
    });
}

function notStarted(cause: unknown): Result<never> {
  return fail('hook-failed', 'ssh-keygen could not be started.', {
    hint: 'Install OpenSSH 8.9 or newer (Debian: openssh-client).',
    cause,
  });
}

function refused(said: string, keyFile: string): Result<never> {
  const why = oneLine(said.trim().split('\n').at(-1) ?? '', 200);
  return fail('bad-key', `ssh-keygen did not sign${why === '' ? '' : `: ${why}`}.`, {
    file: keyFile,
    hint: 'Give your private key, or the public one where an agent or a security key holds it.',
  });
}

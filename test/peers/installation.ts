import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { peerProgram, peers, peersFolder, type Peer, type PeerName } from './peers.ts';

export type Command = readonly [string, ...string[]];

/** Commands that install one peer, in their order; Debian's packages need root. */
export function installation(name: PeerName, user = process.getuid?.()): readonly Command[] {
  const peer: Peer = peers[name];
  const folder = join(peersFolder, 'version' in peer ? `${name}-${peer.version}` : name);
  switch (peer.from) {
    case 'go': {
      const bin = join(peersFolder, 'bin');
      return [
        ['env', `GOBIN=${bin}`, 'GOFLAGS=-trimpath', 'go', 'install', `${peer.module}@${peer.version}`],
        ['mv', join(bin, name), peerProgram(name)],
      ];
    }
    case 'source':
      return [['go', 'build', '-C', peer.folder, '-trimpath', '-o', peerProgram(name), '.']];
    case 'pypi':
      return [
        ['python3', '-m', 'venv', folder],
        [join(folder, 'bin/pip'), 'install', '--quiet', '--only-binary=:all:', `${peer.package}==${peer.version}`],
        ...(peer.library === true ? [['ln', '-s', 'python', join(folder, 'bin', name)] as const] : []),
      ];
    case 'npm': {
      const quiet = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts'];
      return [['npm', 'install', ...quiet, '--prefix', folder, `${peer.package}@${peer.version}`]];
    }
    case 'debian': {
      const commands: readonly Command[] = [
        ['apt-get', 'update', '-qq'],
        ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', peer.package],
      ];
      return user === 0 ? commands : commands.map((command): Command => ['sudo', ...command]);
    }
  }
}

/** The same as text, for a person to run. */
export function installationText(name: PeerName): string {
  return installation(name)
    .map((command) => command.join(' '))
    .join(' && ');
}

/** The program of a peer. A test whose peer is missing fails and says what to run; it is never skipped. */
export function requirePeer(name: PeerName): string {
  const program = peerProgram(name);
  if (existsSync(program)) return program;
  throw new Error(`${name} is not installed. Run: ${installationText(name)}`);
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { peerProgram, peers, peersFolder, type Peer, type PeerName } from './peers.ts';

export type Command = readonly [string, ...string[]];

/** Commands that install one peer, in their order. */
export function installation(name: PeerName): readonly Command[] {
  const peer: Peer = peers[name];
  const folder = join(peersFolder, 'version' in peer ? `${name}-${peer.version}` : name);
  switch (peer.from) {
    case 'go':
      return [['go', 'install', `${peer.module}@${peer.version}`]];
    case 'pypi':
      return [
        ['python3', '-m', 'venv', folder],
        [join(folder, 'bin/pip'), 'install', '--quiet', '--only-binary=:all:', `${peer.package}==${peer.version}`],
      ];
    case 'npm': {
      const quiet = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts'];
      return [['npm', 'install', ...quiet, '--prefix', folder, `${peer.package}@${peer.version}`]];
    }
    case 'debian':
      return [
        ['apt-get', 'update', '-qq'],
        ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', peer.package],
      ];
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
  throw new Error(`${name} is not installed. Run: node test/peers/install.ts (it runs: ${installationText(name)})`);
}

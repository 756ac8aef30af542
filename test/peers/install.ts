import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { peerProgram, peers, peersFolder, type Peer, type PeerName } from './peers.ts';

/** Commands that install one peer; printed when one fails, so that a person can run them. */
function installation(name: PeerName, peer: Peer): readonly (readonly [string, ...string[]])[] {
  const folder = join(peersFolder, 'version' in peer ? `${name}-${peer.version}` : name);
  switch (peer.from) {
    case 'go':
      return [['go', 'install', `${peer.module}@${peer.version}`]];
    case 'pypi':
      return [
        ['python3', '-m', 'venv', folder],
        [join(folder, 'bin/pip'), 'install', '--quiet', '--only-binary=:all:', `${peer.package}==${peer.version}`],
      ];
    case 'npm':
      return [
        [
          'npm',
          'install',
          '--silent',
          '--no-audit',
          '--no-fund',
          '--ignore-scripts',
          '--prefix',
          folder,
          `${peer.package}@${peer.version}`,
        ],
      ];
    case 'debian':
      return [
        ['apt-get', 'update', '-qq'],
        ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', peer.package],
      ];
  }
}

function install(name: PeerName): void {
  const program = peerProgram(name);
  if (existsSync(program)) return;
  const commands = installation(name, peers[name]);
  console.log(`installing ${name}: ${commands.map((command) => command.join(' ')).join(' && ')}`);
  try {
    for (const [command, ...args] of commands) {
      execFileSync(command, args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...process.env,
          GOBIN: join(peersFolder, 'bin'),
          GOFLAGS: '-trimpath',
          DEBIAN_FRONTEND: 'noninteractive',
        },
      });
    }
    if (peers[name].from === 'go') renameSync(join(peersFolder, 'bin', name), program);
  } catch (error) {
    console.error(`${name} could not be installed. Run: ${commands.map((command) => command.join(' ')).join(' && ')}`);
    throw error;
  }
}

mkdirSync(join(peersFolder, 'bin'), { recursive: true });
for (const name of Object.keys(peers) as PeerName[]) install(name);

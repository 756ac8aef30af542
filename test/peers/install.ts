import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { installation, installationText } from './installation.ts';
import { peerProgram, peers, peersFolder, type PeerName } from './peers.ts';

function install(name: PeerName): void {
  const program = peerProgram(name);
  if (existsSync(program)) return;
  console.log(`installing ${name}: ${installationText(name)}`);
  try {
    for (const [command, ...args] of installation(name)) {
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
    console.error(`${name} could not be installed. Run: ${installationText(name)}`);
    throw error;
  }
}

mkdirSync(join(peersFolder, 'bin'), { recursive: true });
for (const name of Object.keys(peers) as PeerName[]) install(name);

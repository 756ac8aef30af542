import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installation, installationText } from './installation.ts';
import { peerProgram, peers, type PeerName } from './peers.ts';

function install(name: PeerName): void {
  const program = peerProgram(name);
  if (existsSync(program)) return;
  console.log(`installing ${name}: ${installationText(name)}`);
  try {
    for (const [command, ...args] of installation(name)) {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    }
  } catch (error) {
    console.error(`${name} could not be installed. Run: ${installationText(name)}`);
    throw error;
  }
}

for (const name of Object.keys(peers) as PeerName[]) install(name);

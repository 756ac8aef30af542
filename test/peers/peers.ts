import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where pinned peers are installed: outside the repository, kept between runs. */
export const peersFolder =
  process.env['INTERLOCK_PEERS'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'interlock-peers');

interface GoPeer {
  readonly from: 'go';
  readonly module: string;
  readonly version: string;
}
/** A program of ours over foreign libraries: a new version of it is a new name. */
interface SourcePeer {
  readonly from: 'source';
  readonly folder: string;
  readonly version: string;
}
interface WheelPeer {
  readonly from: 'pypi';
  readonly package: string;
  readonly version: string;
  /** A library has no program: Python itself is called like it, once it can import it. */
  readonly library?: true;
}
interface NpmPeer {
  readonly from: 'npm';
  readonly package: string;
  readonly version: string;
}
interface DebianPeer {
  readonly from: 'debian';
  readonly package: string;
  /** Of a package that has no program of its name. */
  readonly file?: string;
}
export type Peer = GoPeer | SourcePeer | WheelPeer | NpmPeer | DebianPeer;

/** Every tool that a peer test compares us with, by the name of its program. */
export const peers = {
  act: { from: 'go', module: 'github.com/nektos/act', version: 'v0.2.87' },
  actionlint: { from: 'go', module: 'github.com/rhysd/actionlint/cmd/actionlint', version: 'v1.7.12' },
  cosign: { from: 'go', module: 'github.com/sigstore/cosign/v3/cmd/cosign', version: 'v3.1.3' },
  opa: { from: 'go', module: 'github.com/open-policy-agent/opa', version: 'v1.22.2' },
  'osv-scanner': { from: 'go', module: 'github.com/google/osv-scanner/v2/cmd/osv-scanner', version: 'v2.5.1' },
  fsck: { from: 'go', module: 'github.com/transparency-dev/tessera/cmd/fsck', version: 'v1.0.4' },
  'tlog-check': { from: 'source', folder: resolve(import.meta.dirname, 'ledger'), version: 'v1' },
  semgrep: { from: 'pypi', package: 'semgrep', version: '1.185.0' },
  'flagd-core': { from: 'pypi', package: 'openfeature-flagd-core', version: '1.0.0', library: true },
  zizmor: { from: 'pypi', package: 'zizmor', version: '1.32.0' },
  'gitlab-ci-local': { from: 'npm', package: 'gitlab-ci-local', version: '4.75.1' },
  chromium: { from: 'debian', package: 'chromium' },
  dejavu: {
    from: 'debian',
    package: 'fonts-dejavu-core',
    file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  },
  'docker-registry': { from: 'debian', package: 'docker-registry' },
  plantuml: { from: 'debian', package: 'plantuml' },
  prometheus: { from: 'debian', package: 'prometheus' },
  rsync: { from: 'debian', package: 'rsync' },
  openssl: { from: 'debian', package: 'openssl' },
  skopeo: { from: 'debian', package: 'skopeo' },
  'ssh-keygen': { from: 'debian', package: 'openssh-client' },
} as const satisfies Record<string, Peer>;

export type PeerName = keyof typeof peers;

/** The program of a peer; one installed by Debian is found on PATH. */
export function peerProgram(name: PeerName): string {
  const peer: Peer = peers[name];
  switch (peer.from) {
    case 'go':
    case 'source':
      return join(peersFolder, 'bin', `${name}-${peer.version}`);
    case 'pypi':
      return join(peersFolder, `${name}-${peer.version}`, 'bin', name);
    case 'npm':
      return join(peersFolder, `${name}-${peer.version}`, 'node_modules', '.bin', name);
    case 'debian':
      return peer.file ?? join('/usr/bin', name);
  }
}

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLogKey } from '@interlock/core/ledger';
import { makeSshKey, type TestSshKey } from '@interlock/core/ssh-key-fixture';

/** Somebody who makes commits, with the key that signs them. */
export interface Committer {
  readonly name: string;
  readonly email: string;
  readonly key: TestSshKey;
}

export interface Approver {
  readonly email: string;
  /** For the stand-in of ssh-keygen: a security key in software. */
  readonly keyFile: string;
}

/** Who has which key. The folder is gone at the end, and with it every key. */
export interface People {
  readonly agent: Committer;
  /** A developer who also approves, with another key. */
  readonly ann: Committer;
  readonly owner: Approver;
  readonly onCall: Approver;
  /** PEM files: of the agent, whose one key signs its manifests too, and of the job that signs artifacts. */
  readonly manifestKey: string;
  readonly signingKey: string;
  /** PEM file of the key of the ledger, which the recorder alone has, and its verifier key. */
  readonly ledgerKey: string;
  readonly ledgerVkey: string;
  /** `.interlock/signers`, `.interlock/approvers` and `.interlock/agents.yml` of main, and the signers of artifacts alone. */
  readonly signers: string;
  readonly approvers: string;
  readonly agents: string;
  readonly artifactSigners: string;
}

export function makePeople(folder: string): People {
  const agent = { name: 'Agent', email: 'agent@interlock.invalid', key: makeSshKey('ecdsa-sha2-nistp256') };
  const ann = { name: 'Ann', email: 'ann@interlock.invalid', key: makeSshKey('ssh-ed25519') };
  const signingKey = makeSshKey('ecdsa-sha2-nistp256');
  const owner = { email: ann.email, key: makeSshKey('sk-ssh-ed25519@openssh.com') };
  const onCall = { email: 'olga@interlock.invalid', key: makeSshKey('sk-ecdsa-sha2-nistp256@openssh.com') };
  const ledgerPem = pem(makeSshKey('ssh-ed25519'));
  const artifactSigner = line('release@interlock.invalid', 'git', signingKey);
  return {
    agent,
    ann,
    owner: { email: owner.email, keyFile: keep(folder, 'owner-key.json', securityKey(owner.key)) },
    onCall: { email: onCall.email, keyFile: keep(folder, 'on-call-key.json', securityKey(onCall.key)) },
    manifestKey: keep(folder, 'manifest-key.pem', pem(agent.key)),
    signingKey: keep(folder, 'signing-key.pem', pem(signingKey)),
    ledgerKey: keep(folder, 'ledger-key.pem', ledgerPem),
    ledgerVkey: vkeyOf(ledgerPem),
    signers: [artifactSigner, line(agent.email, 'git', agent.key), line(ann.email, 'git', ann.key), ''].join('\n'),
    approvers: [owner, onCall].map(({ email, key }) => `${line(email, 'interlock-approval@v1', key)}\n`).join(''),
    agents: agentsFile(agent.key),
    artifactSigners: `${artifactSigner}\n`,
  };
}

/** What the agent may merge without a person: small changes of prices and their tests. */
const agentsFile = ({ blob }: TestSshKey) => `schema: interlock/agents/v1
agents:
  coder:
    key: SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/u, '')}
    workspace: ws-1
    validator: ann@interlock.invalid
    expires: 2099-01-01T00:00:00Z
    targets:
      branches: [main]
      paths: [src/price.ts, test/**]
    limits: { files: 4, lines: 60 }
`;

const line = (who: string, namespace: string, key: TestSshKey) => `${who} namespaces="${namespace}" ${key.line}`;
const pem = ({ privateKey }: TestSshKey) => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const securityKey = (key: TestSshKey) =>
  JSON.stringify({ type: key.type, pem: pem(key), blob: key.blob.toString('base64'), line: key.line });

/** Name of the ledger, and of its key. */
export const ledgerOrigin = 'forge.invalid/shop/orders/interlock';

function vkeyOf(ledgerPem: string): string {
  const key = parseLogKey(ledgerPem, ledgerOrigin, 'the key of the ledger');
  if (!key.ok) throw new Error(key.error.message);
  return `${key.value.vkey}\n`;
}

function keep(folder: string, name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

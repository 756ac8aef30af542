import { parseAllowedSigners, type AllowedSigner } from '../evidence/index.ts';
import { collect, fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';

export const approvalNamespace = 'interlock-approval@v1';
export const approversFile = '.interlock/approvers';

/**
 * Who may approve: a list in the allowed_signers format (ssh-keygen(1)) in which every line says that its key is for
 * approvals and nothing else. A key that also signs commits would let whoever holds it approve its own work.
 */
export function parseApprovers(text: string, signers: readonly AllowedSigner[]): Result<readonly AllowedSigner[]> {
  const lines = parseAllowedSigners(text, approversFile);
  if (!lines.ok) return lines;
  return collect(lines.value.map((line) => checkLine(line, signers)));
}

function checkLine(approver: AllowedSigner, signers: readonly AllowedSigner[]): Result<AllowedSigner> {
  const { line, namespaces, principals } = approver;
  const bad = (message: string, hint: string) => fail('malformed-file', message, { file: approversFile, line, hint });
  if (namespaces?.length !== 1 || namespaces[0] !== approvalNamespace) {
    const found = namespaces === undefined ? 'none is given' : `"${oneLine(namespaces.join(','), 80)}" is given`;
    return bad(
      `The namespace of an approver must be ${approvalNamespace}, and ${found}.`,
      `Write: principal namespaces="${approvalNamespace}" key-type base64-key.`,
    );
  }
  if (approver.certAuthority)
    return bad('An approver is a key, and this line names a certificate authority.', 'List each key by itself.');
  const foreign = principals.find((name) => !/^[!-~]+$/.test(name));
  if (foreign !== undefined) {
    const shown = JSON.stringify(oneLine(foreign, 60));
    return bad(`The principal ${shown} is not plain ASCII: another name could look the same.`, 'Write it in ASCII.');
  }
  const both = signers.find(({ key }) => sameKey(key, approver.key));
  if (both === undefined) return ok(approver);
  return bad(
    `The key ${approver.key.fingerprint} also stands in .interlock/signers, line ${both.line}.`,
    'Make a key for approvals alone: who signs commits with a key must not approve them with it.',
  );
}

export function sameKey(one: AllowedSigner['key'], other: AllowedSigner['key']): boolean {
  return Buffer.from(one.spki).equals(other.spki) && one.application === other.application;
}

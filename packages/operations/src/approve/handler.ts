import { approvalNamespace, parseApproval, signedBytes, type Approval } from '@interlock/core/approval';
import { parseSshSignature } from '@interlock/core/evidence';
import { fail, ok } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler } from '@interlock/core/operation';
import type { CheckOutputs, Clock, ReadFile, SignSsh, WriteFile } from '@interlock/core/ports';
import type { approve } from './declaration.ts';
import { explain } from './explain.ts';
import { readRequest } from './read-request.ts';

export interface ApprovePorts {
  readonly readFile: ReadFile;
  readonly checkOutputs: CheckOutputs;
  readonly writeFile: WriteFile;
  readonly signSsh: SignSsh;
  readonly clock: Pick<Clock, 'now'>;
  readonly reporter: Reporter;
}

/** Exit 0: signed. 1: the request is not the one whose code was read, or it has ended. */
export const handleApprove: Handler<typeof approve, ApprovePorts> = async (inputs, ports) => {
  const { approver, code, key: keyFile, outputFile, request: file } = inputs;
  const read = [
    { input: 'request', path: file },
    { input: 'key', path: keyFile },
  ];
  const free = await ports.checkOutputs([{ input: 'output-file', path: outputFile }], read);
  if (!free.ok) return free;
  const request = await readRequest(file, code, ports.readFile);
  if (!request.ok) return request;
  const subject: Approval['subject'] = { ...request.value.subject, approver };
  if (ports.clock.now() >= Date.parse(subject.expires))
    return fail('not-verified', `The request ended at ${subject.expires}.`, { file, hint: 'Ask for a new one.' });
  for (const line of explain(request.value)) ports.reporter.info(line);
  const message = signedBytes(subject);
  const signature = await ports.signSsh({ message, namespace: approvalNamespace, keyFile });
  if (!signature.ok) return signature;
  const made = parseSshSignature(signature.value);
  if (made === undefined || made.namespace !== approvalNamespace || !made.verify(message))
    return fail('bad-key', 'The signature of this key is none that Interlock reads.', {
      file: keyFile,
      hint: 'Use a key of type ed25519, ed25519-sk, ecdsa or ecdsa-sk on P-256, or rsa.',
    });
  if (made.presence?.present === false)
    return fail('not-verified', 'The security key was not touched, and such a signature proves nothing.', {
      file: keyFile,
      hint: 'Make a key without -O no-touch-required.',
    });
  const approval: Approval = { schema: 'interlock/approval/v1', subject, signature: signature.value };
  const text = `${JSON.stringify(approval, null, 2)}\n`;
  const readable = parseApproval(text, outputFile);
  if (!readable.ok) return readable;
  const written = await ports.writeFile(outputFile, text);
  if (!written.ok) return written;
  ports.reporter.info(`Signed by ${approver} with ${made.key.fingerprint}: ${outputFile}`);
  return ok({ outputs: { approvalPath: outputFile, fingerprint: made.key.fingerprint }, exitCode: 0 });
};

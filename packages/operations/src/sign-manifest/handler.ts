import { manifestFolder, manifestStatement, parseManifest, signaturePathOf } from '@interlock/core/agent-manifest';
import { sha256 } from '@interlock/core/digest';
import type { LoadSigningKey, SignStatement } from '@interlock/core/evidence';
import { fail, ok } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler } from '@interlock/core/operation';
import type { CheckOutputs, Clock, ReadFile, RunContext, WriteFile } from '@interlock/core/ports';
import { keySource } from '../sign-artifact/index.ts';
import type { signManifest } from './declaration.ts';

export interface SignManifestPorts {
  readonly readFile: ReadFile;
  readonly checkOutputs: CheckOutputs;
  readonly writeFile: WriteFile;
  readonly loadSigningKey: LoadSigningKey;
  readonly signStatement: SignStatement;
  readonly clock: Pick<Clock, 'now'>;
  readonly runContext: RunContext;
  readonly reporter: Reporter;
}

/** Signs the bytes of the file. One that could not be read, or that holds no more, is not signed. */
export const handleSignManifest: Handler<typeof signManifest, SignManifestPorts> = async (inputs, ports) => {
  const { key: keyFile, manifest: path } = inputs;
  const source = keySource(inputs, ports.runContext);
  if (!source.ok) return source;
  const name = /(?:^|\/)([A-Za-z0-9][A-Za-z0-9._-]*\.yml)$/.exec(path)?.[1];
  if (name === undefined) {
    return fail('usage', 'A manifest is named <name>.yml, in letters, digits and . _ - only.', {
      file: path,
      hint: `Give a file of ${manifestFolder}.`,
    });
  }
  const content = await ports.readFile(path);
  if (!content.ok) return content;
  const manifest = parseManifest(content.value, path);
  if (!manifest.ok) return manifest;
  if (Date.parse(manifest.value.expires) <= ports.clock.now()) {
    return fail('malformed-file', `This manifest expired at ${manifest.value.expires}.`, {
      file: path,
      hint: 'Set expires to a time to come.',
    });
  }
  const bundlePath = signaturePathOf(path);
  const read = [{ input: 'manifest', path }, ...(keyFile === undefined ? [] : [{ input: 'key', path: keyFile }])];
  const free = await ports.checkOutputs([{ input: 'manifest', path: bundlePath }], read);
  if (!free.ok) return free;
  const key = await ports.loadSigningKey(source.value);
  if (!key.ok) return key;
  const digest = sha256(content.value);
  const statement = manifestStatement(`${manifestFolder}/${name}`, digest, manifest.value);
  const bundle = await ports.signStatement(statement, key.value);
  if (!bundle.ok) return bundle;
  const written = await ports.writeFile(bundlePath, bundle.value);
  if (!written.ok) return written;
  const { fingerprint } = key.value;
  ports.reporter.info(`Signed ${path} with key ${fingerprint}. Commit it together with ${bundlePath}.`);
  return ok({ outputs: { bundlePath, manifestDigest: digest, keyFingerprint: fingerprint }, exitCode: 0 });
};

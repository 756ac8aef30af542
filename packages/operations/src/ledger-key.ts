import { fail, ok, type Result } from '@interlock/core/failure';
import { parseVkey, type LogVerifier } from '@interlock/core/ledger';
import type { OpenRepository, ReadFile } from '@interlock/core/ports';
import { decodeUtf8 } from '@interlock/core/text';

/** Verifier key of the ledger, on the protected branch. */
const vkeyFile = '.interlock/ledger.vkey';

interface VerifierInputs {
  readonly base: string | undefined;
  readonly publicKey: string | undefined;
  readonly repository: string;
}

interface VerifierPorts {
  readonly readFile: ReadFile;
  readonly openRepository: OpenRepository;
}

/** The verifier key of a ledger: from a file, or from the protected branch. */
export async function readVerifier(
  { base, publicKey, repository }: VerifierInputs,
  ports: VerifierPorts,
): Promise<Result<LogVerifier>> {
  if ((base === undefined) === (publicKey === undefined))
    return fail('usage', 'Whom to trust is not said: one of public-key and base is needed, not both.', {
      hint: `Give base: a protected revision with ${vkeyFile}.`,
    });
  const bytes =
    publicKey === undefined ? await readAtBase(repository, base ?? '', ports) : await ports.readFile(publicKey);
  if (!bytes.ok) return bytes;
  const file = publicKey ?? vkeyFile;
  const text = decodeUtf8(bytes.value, file);
  return text.ok ? parseVkey(text.value.trim(), file) : text;
}

async function readAtBase(path: string, base: string, { openRepository }: VerifierPorts): Promise<Result<Uint8Array>> {
  const repository = await openRepository(path);
  if (!repository.ok) return repository;
  const commit = await repository.value.resolve(base);
  if (!commit.ok) return commit;
  const bytes = await repository.value.tree(commit.value).read(vkeyFile);
  if (!bytes.ok) return bytes;
  if (bytes.value !== undefined) return ok(bytes.value);
  return fail('missing-key', `There is no ${vkeyFile} at commit ${commit.value.slice(0, 7)}.`, {
    file: vkeyFile,
    hint: 'Commit the verifier key that record-event prints to the protected branch.',
  });
}

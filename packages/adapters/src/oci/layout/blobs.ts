import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hexOf, type Digest } from '@interlock/core/digest';
import { ok, type Result } from '@interlock/core/failure';
import { storeLimits, type BlobSource, type Descriptor } from '@interlock/core/store';
import { fileFailure } from '../../filesystem/file-failure.ts';
import { checkWay, hashFile } from '../../filesystem/index.ts';
import { writeFailure } from '../../filesystem/write-failure.ts';
import { notWhatItSays, tooLarge } from '../not-what-it-says.ts';

const blockSize = 1 << 20;

type Named = Pick<Descriptor, 'digest' | 'size'>;

export function blobPath(folder: string, digest: Digest): string {
  return join(folder, 'blobs', 'sha256', hexOf(digest));
}

/** Writes the blob unless it is there and right; one that was damaged is replaced. */
export async function putBlob(folder: string, blob: Named, source: BlobSource): Promise<Result<void>> {
  const path = blobPath(folder, blob.digest);
  const there = await lstat(path).catch(() => undefined);
  if (there?.isFile() && there.size === blob.size) {
    const hash = await hashFile(path);
    if (hash.ok && hash.value.digest === blob.digest) return ok(undefined);
  }
  return 'path' in source ? copyBlob(source.path, blob, path) : writeBytes(source.bytes, blob, path);
}

async function writeBytes(bytes: Uint8Array, blob: Named, to: string): Promise<Result<void>> {
  return writeWhole(to, blob, async (write) => {
    await write(bytes);
    return ok(undefined);
  });
}

/** Copies a file, and leaves nothing where it is not what the descriptor says. */
export async function copyBlob(from: string, blob: Named, to: string): Promise<Result<void>> {
  let source: FileHandle;
  try {
    source = await open(from, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    return fileFailure(from, cause);
  }
  try {
    const stats = await source.stat();
    if (!stats.isFile() || stats.size !== blob.size) {
      return notWhatItSays(from, blob, stats.isFile() ? `${stats.size} bytes long` : 'no regular file');
    }
    return await writeWhole(to, blob, async (write) => {
      const block = Buffer.allocUnsafe(blockSize);
      for (;;) {
        const { bytesRead } = await source.read(block, 0, blockSize);
        if (bytesRead === 0) return ok(undefined);
        await write(block.subarray(0, bytesRead));
      }
    });
  } finally {
    await source.close();
  }
}

export type Write = (bytes: Uint8Array) => Promise<void>;

/** Lets `fill` write a file that takes its name only when its digest and size are right. */
export async function writeWhole(
  path: string,
  blob: Named,
  fill: (write: Write) => Promise<Result<void>>,
): Promise<Result<void>> {
  const led = await checkWay(path);
  if (!led.ok) return led;
  const temporary = join(dirname(path), `.interlock-${randomUUID()}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const hash = createHash('sha256');
    let size = 0;
    const file = await open(temporary, 'wx');
    try {
      const filled = await fill(async (bytes) => {
        size += bytes.length;
        hash.update(bytes);
        await file.appendFile(bytes);
      });
      if (!filled.ok) return filled;
      await file.sync();
    } finally {
      await file.close();
    }
    const digest = `sha256:${hash.digest('hex')}`;
    if (digest !== blob.digest || size !== blob.size) return notWhatItSays(path, blob, `${digest} of ${size} bytes`);
    await rename(temporary, path);
    return ok(undefined);
  } catch (cause) {
    return writeFailure(path, cause);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The bytes of a blob of at most `limit`, compared with its digest; a size that nobody said is not compared. */
export async function readBlob(
  folder: string,
  { digest, size }: { readonly digest: Digest; readonly size?: number },
  limit: number = storeLimits.manifest,
): Promise<Result<Uint8Array>> {
  const path = blobPath(folder, digest);
  if (size !== undefined && size > limit) return tooLarge(path, size, limit);
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await file.stat();
    if (!stats.isFile()) return notWhatItSays(path, { digest, size: size ?? 0 }, 'no regular file');
    if (stats.size > limit) return tooLarge(path, stats.size, limit);
    const bytes = await file.readFile();
    const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const expected = { digest, size: size ?? bytes.length };
    if (found !== digest || bytes.length !== expected.size) {
      return notWhatItSays(path, expected, `${found} of ${bytes.length} bytes`);
    }
    return ok(bytes);
  } catch (cause) {
    return fileFailure(path, cause);
  }
}

import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { fail, ok } from '@interlock/core/failure';
import type { HashFile } from '@interlock/core/ports';
import { fileFailure } from './file-failure.ts';

const blockSize = 1 << 20;

export const hashFile: HashFile = async (path) => {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await file.stat()).isFile()) {
      return fail('wrong-file-type', 'This is not a regular file.', { file: path, hint: 'Name a regular file.' });
    }
    const hash = createHash('sha256');
    const block = Buffer.allocUnsafe(blockSize);
    let size = 0;
    for (;;) {
      const { bytesRead } = await file.read(block, 0, blockSize);
      if (bytesRead === 0) break;
      hash.update(block.subarray(0, bytesRead));
      size += bytesRead;
    }
    return ok({ digest: `sha256:${hash.digest('hex')}`, size });
  } catch (cause) {
    return fileFailure(path, cause);
  }
};

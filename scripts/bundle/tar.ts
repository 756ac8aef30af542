import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const block = 512;

function header(path: string, size: number): Buffer {
  const bytes = Buffer.alloc(block);
  bytes.write(path, 0, 100, 'utf8');
  bytes.write('0000644\0', 100);
  bytes.write('0000000\0', 108);
  bytes.write('0000000\0', 116);
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  bytes.write('00000000000\0', 136);
  bytes.write('        ', 148);
  bytes.write('0', 156);
  bytes.write('ustar\u000000', 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}

/**
 * A POSIX ustar archive of a folder: sorted, no times, no owners, not compressed, so that the same files give the
 * same bytes with every version of every tool.
 */
export function tarFolder(folder: string, prefix: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => relative(folder, join(file.parentPath, file.name)).replaceAll('\\', '/'))
    .sort();
  const parts = files.flatMap((path) => {
    const content = readFileSync(join(folder, path));
    const padding = Buffer.alloc((block - (content.length % block)) % block);
    return [header(`${prefix}/${path}`, content.length), content, padding];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

// The contents of a folder, or the files themselves, as the real action stores them.
const { INPUT_NAME = '', INPUT_PATH = '', ARTIFACT_FOLDER = '' } = process.env;
const target = join(ARTIFACT_FOLDER, INPUT_NAME);
mkdirSync(target, { recursive: true });
for (const path of INPUT_PATH.split('\n').map((line) => line.trim())) {
  if (path === '' || !existsSync(path)) continue;
  cpSync(path, statSync(path).isDirectory() ? target : join(target, basename(path)), { recursive: true });
}

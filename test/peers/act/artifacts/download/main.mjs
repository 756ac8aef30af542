import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const { INPUT_NAME = '', INPUT_PATTERN = '', INPUT_PATH = '', ARTIFACT_FOLDER = '' } = process.env;
if (INPUT_NAME !== '') cpSync(join(ARTIFACT_FOLDER, INPUT_NAME), INPUT_PATH, { recursive: true });
else
  for (const name of existsSync(ARTIFACT_FOLDER) ? readdirSync(ARTIFACT_FOLDER) : [])
    if (name.startsWith(INPUT_PATTERN.replace(/\*$/, '')))
      cpSync(join(ARTIFACT_FOLDER, name), join(INPUT_PATH, name), { recursive: true });

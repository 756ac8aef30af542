import { cpSync } from 'node:fs';
import { join } from 'node:path';

const { INPUT_NAME = '', INPUT_PATH = '', ARTIFACT_FOLDER = '' } = process.env;
cpSync(join(ARTIFACT_FOLDER, INPUT_NAME), INPUT_PATH, { recursive: true });

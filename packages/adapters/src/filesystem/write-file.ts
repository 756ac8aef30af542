import type { WriteFile } from '@interlock/core/ports';
import { writeFiles } from './write-files.ts';

export const writeFile: WriteFile = (path, content) => writeFiles([{ path, content }]);

import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { configurationFolder } from './configuration-folder.ts';

it.each([
  [{ XDG_CONFIG_HOME: '/x', HOME: '/h' }, '/x'],
  [{ XDG_CONFIG_HOME: 'x', HOME: '/h' }, '/h/.config'],
  [{ HOME: '/h' }, '/h/.config'],
  [{ HOME: 'h' }, join(userInfo().homedir, '.config')],
  [{ HOME: '' }, join(userInfo().homedir, '.config')],
  [{}, join(userInfo().homedir, '.config')],
])('of %j is %s, never below the working directory', (environment, folder) => {
  expect(configurationFolder(environment)).toBe(folder);
});

import { build } from 'esbuild';

/** One self-contained file; the same source gives the same bytes. */
await build({
  absWorkingDir: new URL('..', import.meta.url).pathname,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/service.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  legalComments: 'none',
  // Without it the names of the packages' folders, which differ from machine to machine, stand in the file.
  minify: true,
});

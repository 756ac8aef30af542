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
  // object-hash, a package of the flag evaluator, is CommonJS and asks for node:crypto by require.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  // Without it the names of the packages' folders, which differ from machine to machine, stand in the file.
  minify: true,
});

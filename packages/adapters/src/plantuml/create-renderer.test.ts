import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareRendering, mostDrawn } from './index.ts';
import { diagram, parts, renderer } from './renderer-fixture.ts';

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);
const read = (name: string) => readFileSync(fixture(name), 'utf8');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-plantuml-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a rendered diagram', () => {
  it.each(['two', 'fragments'])('%s is drawn to the bytes that are kept', async (name) => {
    expect(await renderer()(read(`${name}.puml`))).toEqual({ ok: true, value: read(`${name}.svg`) });
  });

  it('has the same bytes in a process elsewhere on earth', () => {
    const program = join(import.meta.dirname, 'print-rendering-fixture.ts');
    const args = ['--conditions=source', '--no-warnings', program, fixture('fragments.puml')];
    const print = (env: Readonly<Record<string, string>>) =>
      execFileSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
    const all = [
      print({ TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }),
      print({ TZ: 'America/Los_Angeles', LANG: 'C', LC_ALL: 'C' }),
    ];
    expect(all).toEqual([read('fragments.svg'), read('fragments.svg')]);
  });

  it('does not depend on what was drawn before or at the same time, and leaves no global', async () => {
    const render = renderer();
    const drawn = await Promise.all([render(read('fragments.puml')), render(read('two.puml'))]);
    expect(drawn).toEqual(['fragments', 'two'].map((name) => ({ ok: true, value: read(`${name}.svg`) })));
    expect(['window', 'document', 'XMLSerializer'].filter((name) => name in globalThis)).toEqual([]);
  });

  it('is described to who does not see it', () => {
    const [head, title, description] = read('fragments.svg').split('\n');
    expect(head).toContain('role="img"');
    expect(title).toBe('<title>Proposal &amp; &lt;check&gt;</title>');
    expect(description).toBe('<desc>Sequence diagram of 5 messages between Developer, Agent, Ledger.</desc>');
  });

  it('holds nothing of comments, source or tools', () => {
    expect(read('fragments.svg')).not.toMatch(/<!--|<\?|change-proposed|plantuml|data-|href|class=/);
  });
});

describe('a diagram that PlantUML cannot read', () => {
  it('is told by its line, though PlantUML draws it', async () => {
    const source = diagram('A -> B : go', 'scale by the eye');
    expect(await renderer()(source)).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', line: 5, message: expect.stringContaining('PlantUML cannot draw this') },
    });
  });

  it.each(['skinparam handwritten true', 'skinparam backgroundColor red', 'scale 2'])(
    'is not taken from its looks: %s',
    async (line) => {
      const [first, second] = await Promise.all([1, 2].map(() => renderer()(diagram(line, 'A -> B : go'))));
      expect(first).toMatchObject({ ok: true, value: expect.stringContaining('>go</text>') });
      expect(second).toEqual(first);
    },
  );

  it('is not taken from its words', async () => {
    const words = ['[From textarea (line 3) ]', 'Syntax Error? (Assumed diagram type: sequence)'];
    const drawn = await renderer()(diagram(...words.map((text) => `A -> B : <color:#33FF02>${text}`)));
    expect(drawn).toMatchObject({ ok: true, value: expect.stringContaining('Syntax Error? (Assumed') });
  });
});

describe('what reaches out of a diagram', () => {
  const note = (line: string) => diagram('note over A', line, 'end note');
  it.each([
    ['an included file', note('!include /etc/passwd'), 5],
    ['an included address', note('  !includeurl http://127.0.0.1/x'), 5],
    ['an included file, behind a comment', diagram("/' a", "b '/ !include /etc/passwd", "'/"), 5],
    ['a theme', diagram('!theme plain'), 4],
    ['a definition', note('!$a = %getenv("HOME")'), 5],
    ['a variable of the environment', diagram('A -> B : %getenv("HOME")'), 4],
    ['a loaded file', diagram('A -> B : %load_json ("/etc/passwd")'), 4],
    ['the time', diagram('footer %date%', 'A -> B : go'), 4],
    ['a link', diagram('A -> B : [[javascript:alert(1) here]]'), 4],
    ['a picture', diagram('A -> B : <img:http://127.0.0.1/x.png>'), 4],
    ['an icon', diagram('A -> B : <&bug>'), 4],
    ['an embedded diagram', note('{{'), 5],
    ['a second diagram', note('@startyaml'), 5],
    ['a joined line', diagram('A -> B : go\\', 'A -> B : on'), 4],
    ['a control character', diagram('A -> B : \u0001'), 4],
  ])('%s is refused by its line', async (_, source, line) => {
    expect(await renderer()(source)).toMatchObject({ ok: false, error: { kind: 'malformed-file', line } });
  });

  it.each([
    ['</text><script>alert(1)</script>', /<script|<\/text><\/?[^t\n]/],
    ['<color:red>" onload="alert(1)</color>', / onload="/],
    ['<font:x" onload="y>letters</font>', / onload="/],
    ['<back:url(#x)>letters</back>', /="[^"]*url\(/],
    ['<U+003C>script> &#60;image>', /<script|<image/],
  ])('%s in a label is text or is refused', async (label, forbidden) => {
    const drawn = await renderer()(diagram(`A -> B : ${label}`));
    if (drawn.ok) expect(drawn.value).not.toMatch(forbidden);
    else expect(drawn.error.kind).toBe('malformed-file');
  });
});

describe('a diagram that is too much', () => {
  it('has more messages than are drawn', async () => {
    const source = diagram(...Array.from({ length: 10_000 }, () => 'A -> B : go'));
    expect(await renderer()(source)).toMatchObject({
      ok: false,
      error: { message: `The diagram has 10000 messages, and up to ${mostDrawn} are drawn.` },
    });
  });

  const write = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return pathToFileURL(path);
  };
  const module = (body: string) => `const r=()=>{${body}};export{r as renderToString};`;
  const fine = diagram('A -> B : go');

  it('is ended when it hangs, and the next one is drawn', async () => {
    const moduleUrl = write('hangs.js', module('for(;;);'));
    const render = renderer({ moduleUrl, deadlineSeconds: 2 });
    expect(await render(fine)).toMatchObject({ ok: false, error: { kind: 'deadline-exceeded' } });
    writeFileSync(moduleUrl, readFileSync(parts.moduleUrl));
    expect(await renderer({ moduleUrl })(fine)).toMatchObject({ ok: true });
  });

  it('is ended when it takes all memory', async () => {
    const moduleUrl = write('grows.js', module('const a=[];for(;;)a.push(new Array(1e5).fill(a.length))'));
    expect(await renderer({ moduleUrl, mostMegabytes: 32 })(fine)).toMatchObject({
      ok: false,
      error: { kind: 'evaluation-failed' },
    });
  });

  it.each(['fetch', 'process', 'require', 'XMLHttpRequest', 'DOMParser', 'WebSocket', 'Buffer'])(
    'has no %s to ask',
    async (name) => {
      const moduleUrl = write(`${name}.js`, module(`throw new Error(typeof ${name})`));
      expect(await renderer({ moduleUrl })(fine)).toMatchObject({
        ok: false,
        error: { kind: 'evaluation-failed', message: 'The diagram could not be drawn: Error: undefined.' },
      });
    },
  );

  it('is drawn from a compressed module too, and a damaged one is named', async () => {
    const moduleUrl = write('plantuml.js.br', '');
    writeFileSync(moduleUrl, brotliCompressSync(readFileSync(parts.moduleUrl), { params: { 1: 4 } }));
    expect(await renderer({ moduleUrl })(read('two.puml'))).toEqual({ ok: true, value: read('two.svg') });
    writeFileSync(moduleUrl, 'not brotli');
    expect(await renderer({ moduleUrl })(fine)).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
  });
});

describe('a committed SVG', () => {
  it('is what its source renders to, or is told by its first line that is not', () => {
    const fresh = read('two.svg');
    expect(compareRendering(fresh, fresh)).toEqual({ ok: true, value: undefined });
    const cases = [fresh.replace('Agent', 'Gate'), `${fresh}<!-- -->`, fresh.slice(0, -1)];
    expect(cases.map((committed) => compareRendering(committed, fresh))).toMatchObject([
      { error: { kind: 'not-verified', line: 3 } },
      { error: { kind: 'not-verified' } },
      { error: { kind: 'not-verified' } },
    ]);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '../digest/index.ts';
import { ok } from '../failure/index.ts';
import { audit } from '../audit/index.ts';
import { decide, undecided } from '../verdict/index.ts';
import { html } from './html.ts';
import { gatherParts, readDependencies, reportPage, reportSummary } from './index.ts';
import { runLink } from './marks.ts';
import {
  canaryOf,
  diagramWith,
  evidenceFile,
  filesWith,
  ledgerWith,
  partsOf,
  sbomOf,
  trustNobody,
} from './report-fixture.ts';
import { compareDependencies } from './compare-dependencies.ts';

const facts = { policy: { name: 'pack:x' }, head: 'a'.repeat(40), evaluated: [], notEvaluated: [] };
const verdict = (asks: 'show' | 'approval' | 'block', name = 'verdict.json') =>
  evidenceFile(name, decide(facts, [{ policy: 'scope', asks, message: 'm' }]));
const headline = (page: string) => /<h1>[^]*?<\/span>\s*([^<]*?)<\/span\s*>/u.exec(page)?.[1];
const overview = (page: string, id: string) =>
  new RegExp(`<li class="(\\w+)">\\s*<a href="#${id}">[^<]*</a>\\s*<p>([^<]*)</p>`, 'u').exec(page)?.slice(1);

describe('html', () => {
  it('escapes whatever is no markup of ours, in text and in attributes', () => {
    const text = `"><script>'&\u202e`;
    expect(html`<a title="${text}">${[text, html`<b>${1}</b>`]}</a>`.toString()).toBe(
      `<a title="&quot;&gt;&lt;script&gt;&#39;&amp;\\u{202e}">&quot;&gt;&lt;script&gt;&#39;&amp;\\u{202e}<b>1</b></a>`,
    );
  });

  it('lets no text make a tag, an entity or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`${text}`.toString()).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/u);
      }),
    );
  });
});

describe('a link', () => {
  it.each([
    'https://github.com/octo/repo/actions/runs/12',
    'https://github.example.org/octo/repo/actions/runs/12/attempts/2',
    'https://gitlab.com/group/sub/repo/-/pipelines/12',
    'https://gitlab.com/group/repo/-/jobs/12',
  ])('leads to %s', (address) => {
    expect(runLink(address).toString()).toMatch(/^<a href="[^"]+" rel="noreferrer noopener"/);
  });

  it.each([
    'javascript:alert(1)',
    'http://github.com/octo/repo/actions/runs/12',
    'https://evil.example/actions/runs/x',
    'https://user@evil.example/a/b/actions/runs/1',
    'https://evil.example/a/../b/actions/runs/1',
    'https://evil.example/a?x=/b/actions/runs/1',
    ' https://github.com/octo/repo/actions/runs/12',
  ])('does not lead to %s', (address) => {
    expect(runLink(address).toString()).not.toContain('<a');
  });
});

describe('dependencies', () => {
  const read = (...names: readonly string[]) =>
    readDependencies(
      sbomOf(
        names.map((name) => {
          const [of = '', version = '', licences = ''] = name.split('@');
          return { name: of, version, licences };
        }),
      ),
    ) ?? [];

  it('are compared with those of the base by name, version and licence', () => {
    const compared = compareDependencies(
      read('a@1@MIT', 'b@2@MIT', 'c@1@GPL-3.0', 'd@1@MIT', 'd@2@MIT', 'new@1@'),
      read('a@1@MIT', 'b@1@MIT', 'c@1@MIT', 'd@1@MIT', 'old@1@MIT', 'b@0@MIT'),
    );
    expect(compared.rows.map(({ change, name, version, was }) => [change, `${name}@${version}`, was])).toEqual([
      ['added', 'd@2', undefined],
      ['added', 'new@1', undefined],
      ['changed', 'b@2', '0, 1'],
      ['changed', 'c@1', 'MIT'],
      ['removed', 'old@1', undefined],
      ['same', 'a@1', undefined],
      ['same', 'd@1', undefined],
    ]);
    expect(compared.counts).toEqual({ added: 2, changed: 2, removed: 1, same: 2 });
  });

  it('take a name that an object has by itself for a name like any other', () => {
    expect(compareDependencies(read('__proto__@1@MIT', 'constructor@1@MIT'), []).counts.added).toBe(2);
  });

  it.each([[{}], [null], [{ bomFormat: 'CycloneDX', components: [{ name: 1 }] }], [[]]])(
    'are not in %j',
    (document) => {
      expect(readDependencies(document)).toBeUndefined();
    },
  );

  it('are those of one SBOM, and another with other content is named', () => {
    const bom = (version: string) => sbomOf([{ name: 'a', version, licences: 'MIT' }]);
    const page = reportPage(
      partsOf([evidenceFile('a.json', bom('1')), evidenceFile('b.json', bom('1')), evidenceFile('c.json', bom('2'))]),
    );
    expect(page).toMatch(/not shown: c\.json/);
    expect(overview(page, 'dependencies')).toEqual(['plain', '1 package, not compared']);
  });
});

describe('a report', () => {
  it('says of everything that is missing that it is missing', () => {
    const page = reportPage(partsOf([evidenceFile('notes.txt', 'hello')]));
    expect(headline(page)).toMatch(/^No verdict/);
    for (const [id, says] of [
      ['verdict', 'no verdict'],
      ['approvals', 'none asked for, none given'],
      ['dependencies', 'no SBOM'],
      ['canary', 'no canary ran'],
      ['events', 'no event'],
      ['ledger', 'no ledger'],
      ['diagram', 'no diagram'],
    ] as const)
      expect(overview(page, id)).toEqual(['plain', says]);
    expect(overview(page, 'tests')).toEqual(['attention', 'no test report']);
    expect(page).not.toMatch(/class="(?:badge )?good"/);
  });

  it('has the worst of several verdicts as its headline', () => {
    const of = (...files: Parameters<typeof partsOf>[0]) => headline(reportPage(partsOf(files)));
    expect(of(verdict('show'))).toMatch(/^Merge, unproven/);
    expect(of(verdict('show'), verdict('approval', 'b.json'))).toMatch(/^Needs approval/);
    expect(of(verdict('block'), verdict('show', 'b.json'))).toMatch(/^Blocked/);
    const failed = evidenceFile('b.json', undecided(facts, { kind: 'evaluation-failed', message: 'too slow' }));
    expect(of(verdict('block'), failed)).toMatch(/^Could not decide/);
  });

  it('names no head where the verdicts are about different ones', () => {
    const other = evidenceFile('b.json', decide({ ...facts, head: 'c'.repeat(40) }, []));
    const page = reportPage(partsOf([verdict('show'), other]));
    expect(page).toContain('The verdicts are about different heads.');
    expect(page).toMatch(/<title>Merge, unproven · Interlock report<\/title>/);
  });

  it('says so where a canary has more looks than can be drawn', () => {
    const { looks, ...rest } = canaryOf(1);
    const many = { ...rest, looks: Array.from({ length: 5001 }, () => looks[0]) };
    const page = reportPage(partsOf([evidenceFile('canary.json', many)]));
    expect(page).toContain('There are 5001 looks, too many to be drawn.');
    expect(page).toContain('3001 more rows are in the evidence');
  });

  it('shows nothing as good where the evidence does not hold', () => {
    const page = reportPage(partsOf([verdict('show'), evidenceFile('cut.json', '{')]));
    expect(headline(page)).toBe('Merge, but the evidence does not hold');
    expect(page).toContain('<div class="banner bad">');
    expect(overview(page, 'verdict')?.[0]).toBe('plain');
    expect(page).toContain('cut.json');
  });

  it('is good where the verdict is merge and all of the evidence is verified', () => {
    const spki = new Uint8Array();
    const key = { spki, fingerprint: sha256(spki) };
    const statement = {
      _type: 'https://in-toto.io/Statement/v1' as const,
      predicateType: 'https://slsa.dev/provenance/v1',
      subject: [{ name: 'app', digest: { sha256: sha256('app').slice('sha256:'.length) } }],
      predicate: {},
    };
    const files = [verdict('show'), evidenceFile('a.sigstore.json', '{}'), evidenceFile('canary.json', canaryOf(20))];
    const answer = audit(files, { ...trustNobody, keys: [key], verifyBundle: () => ok({ statement, key }) });
    expect(answer.checks.filter(({ state }) => state !== 'holds' && state !== 'note')).toEqual([]);
    const page = reportPage(gatherParts(files, answer, {}));
    expect(headline(page)).toBe('Merge');
    expect(page).toContain('<div class="banner good">');
    expect(overview(page, 'canary')).toEqual(['good', 'promote']);
    expect(page).toContain('Looks of canary.json');
  });

  it('allows by its policy its own script and style and nothing else', () => {
    const page = reportPage(partsOf(filesWith('x')));
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/u.exec(page)?.[1] ?? '';
    const digest = (tag: string) => {
      const text = new RegExp(`<${tag}>([^]*?)</${tag}>`, 'u').exec(page)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${digest('style')}`,
      `script-src ${digest('script')}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/ (?:style|on\w+)=/u);
  });

  it.each([
    '</style></script><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '" onmouseover="alert(1)',
    '\u202e\u2066\u0000\u200b',
  ])('shows %j as text, wherever it stands', (text) => {
    const clean = reportPage(partsOf(filesWith('x'), { ledger: ledgerWith('x'), diagram: diagramWith('x') }));
    const page = reportPage(partsOf(filesWith(text), { ledger: ledgerWith(text), diagram: diagramWith(text) }));
    const tags = (of: string) => [...of.matchAll(/<\/?[a-z][a-z0-9]*/gu)].map(([tag]) => tag);
    expect(tags(page)).toEqual(tags(clean));
    expect(page).not.toMatch(/[\u0000-\u0008\u200b\u202e\u2066]/u); // oxlint-disable-line no-control-regex -- what must not be there
    expect(page.split('&lt;img').length + page.split('&lt;script').length).toBeGreaterThan(2);
  });

  it('is the same bytes for the same evidence', () => {
    expect(reportPage(partsOf([verdict('show')]))).toBe(reportPage(partsOf([verdict('show')])));
  });

  it('shows a diagram as an image that cannot run anything', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const page = reportPage(partsOf([verdict('show')], { diagram: diagramWith('x', svg) }));
    expect(page).toContain(`src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"`);
    expect(page).not.toContain(svg);
  });

  it('does not take a ledger for whole that was compared with nothing', () => {
    const ledger = { checkpoint: { origin: 'l', size: 1, root: 'r' }, isRemembered: false, findings: [], entries: [] };
    const page = reportPage(partsOf([verdict('show')], { ledger }));
    expect(overview(page, 'ledger')).toEqual(['attention', 'holds: 1 entry']);
    expect(page).toContain('a ledger that was rolled back would look like this too');
  });

  it('has a summary with the same lines', () => {
    const parts = partsOf(filesWith('<b>|`'));
    const summary = reportSummary(parts, 'out/report.html');
    expect(summary).toContain('Report: `out/report.html`');
    expect(summary).toMatch(/\| Tests and coverage \| 1 of 2 passed in 1 suite, 1 failed \|/);
    expect(summary).not.toContain('<b>');
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDependencies, reportPage } from '@interlock/core/html-report';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import {
  diagramWith,
  evidenceFile,
  filesWith,
  ledgerWith,
  partsOf,
  sbomOf,
} from '../../packages/core/src/html-report/report-fixture.ts';
import { makeEvidence, type EvidenceScene } from '../e2e/fixture/evidence-scene.ts';
import { runCommand } from '../e2e/run-action.ts';
import { requirePeer } from './installation.ts';
import { measureContrast } from './report/measure-contrast.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-report-'));
let browser: Browser;
let scene: EvidenceScene;
let real = '';
beforeAll(async () => {
  // Debian's Chromium has no sandbox for root.
  browser = await chromium.launch({
    executablePath: requirePeer('chromium'),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  scene = await makeEvidence();
  real = join(folder, 'real.html');
  const trust = ['--repository', 'repo', '--base', scene.base];
  const run = await runCommand(['publish-report', '--path', 'evidence', ...trust, '--output-file', real], {
    cwd: scene.folder,
  });
  if (run.exitCode !== 0) throw new Error(run.stderr);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  for (const made of [folder, scene?.folder ?? folder]) rmSync(made, { recursive: true, force: true });
});

const packages = (count: number, version: string) =>
  Array.from({ length: count }, (_, index) => ({
    name: `package-${index}`,
    version: index % 100 === 0 ? version : '1.0.0',
    licences: index % 7 === 0 ? 'Apache-2.0' : 'MIT',
  }));

function written(name: string, ...given: Parameters<typeof partsOf>): string {
  const file = join(folder, name);
  writeFileSync(file, reportPage(partsOf(...given)));
  return file;
}

/** Opens a report, and fails where the browser complained, asked for anything or ran what is not ours. */
async function visit(file: string, look: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const seen: string[] = [];
  page.on('console', (message) => seen.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => seen.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) seen.push(`request: ${request.url()}`);
  });
  const address = pathToFileURL(file).href;
  await page.goto(address);
  await look(page);
  await context.close();
  expect(seen.filter((what) => what !== `request: ${address}`)).toEqual([]);
}

describe('the report of real evidence, in Chromium', () => {
  it('says verdict, evidence and approval, and asks for nothing', async () => {
    await visit(real, async (page) => {
      expect(await page.locator('h1').innerText()).toContain('Needs approval');
      for (const id of [
        'verdict',
        'evidence',
        'approvals',
        'tests',
        'dependencies',
        'canary',
        'events',
        'ledger',
        'diagram',
      ])
        expect(await page.locator(`section#${id}`).isVisible()).toBe(true);
      expect(await page.locator('#approvals').innerText()).toContain('ann@example.org');
      expect(await page.locator('#evidence .notice').innerText()).toBe('Everything that can be checked here holds.');
      const chart = page.locator('svg.canary-chart');
      expect(await chart.getAttribute('aria-label')).toMatch(/200 errors in 10000 requests/);
      expect(await page.locator('#canary table tbody tr').count()).toBe(20);
    });
  });

  it('has landmarks, headings in order, captions, and one name for each part', async () => {
    await visit(real, async (page) => {
      const found = await page.evaluate(() => {
        const all = (selector: string) => [...document.querySelectorAll(selector)];
        const ids = all('[id]').map(({ id }) => id);
        return {
          landmarks: ['header', 'nav', 'main', 'footer'].map((name) => all(name).length),
          levels: all('h1, h2, h3, h4').map(({ tagName }) => Number(tagName.slice(1))),
          uncaptioned: all('table:not(:has(caption))').length,
          unnamed: all('[role=region]:not([aria-label]), section:not([aria-labelledby])').length,
          repeated: ids.filter((id, index) => ids.indexOf(id) !== index),
          broken: all('a[href^="#"]').filter((a) => document.querySelector(a.getAttribute('href') ?? '') === null)
            .length,
          lang: document.documentElement.lang,
        };
      });
      expect(found).toMatchObject({
        landmarks: [1, 1, 1, 1],
        uncaptioned: 0,
        unnamed: 0,
        repeated: [],
        broken: 0,
        lang: 'en',
      });
      expect(found.levels[0]).toBe(1);
      found.levels.forEach((level, index) => expect(level - (found.levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
    });
  });

  it('would be seen to have too little contrast', async () => {
    await visit(real, async (page) => {
      await page.locator('.banner p').evaluate((text) => (text.style.color = '#a89880'));
      expect((await measureContrast(page)).worst).toEqual([expect.stringMatching(/^2\.\d\d verify-approval answered/)]);
    });
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('has a contrast of 4.5:1 in %s and no side scrolling at %i pixels', async (colorScheme, width) => {
    const long = 'x'.repeat(150);
    const full = written('full.html', filesWith(long), { ledger: ledgerWith(long), diagram: diagramWith(long) });
    for (const file of [real, full])
      await visit(
        file,
        async (page) => {
          const { measured, worst } = await measureContrast(page);
          expect(measured).toBeGreaterThan(100);
          expect(worst).toEqual([]);
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
          ).toBeLessThanOrEqual(0);
        },
        { colorScheme, viewport: { width, height: 800 } },
      );
  });

  it('is lit by the choice of the reader, with or without a script', async () => {
    for (const javaScriptEnabled of [true, false])
      await visit(
        real,
        async (page) => {
          const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
          const light = await back();
          await page.locator('label[for=colours-dark]').click();
          expect(await back()).not.toBe(light);
        },
        { colorScheme: 'light', javaScriptEnabled },
      );
  });

  it('is worked by the keyboard alone, and shows where the focus is', async () => {
    const file = written('keys.html', [evidenceFile('sbom.json', sbomOf(packages(300, '2.0.0')))]);
    await visit(file, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
      const reached: string[] = [];
      for (let press = 0; press < 40; press++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
          const on = document.activeElement;
          const { outlineStyle, outlineWidth } =
            on === null ? { outlineStyle: '', outlineWidth: '' } : getComputedStyle(on);
          return { name: on?.id || on?.ariaLabel || on?.textContent || '', outline: `${outlineStyle} ${outlineWidth}` };
        });
        reached.push(at.name);
        if (at.name !== '' && !at.name.startsWith('Interlock')) expect(at.outline).toBe('solid 3px');
        if (at.name === 'dependency-query') break;
      }
      expect(reached).toContain('dependency-query');
      await page.keyboard.type('package-299');
      await page.waitForFunction(() => document.getElementById('dependency-count')?.textContent === '1 of 300 shown');
      await page.keyboard.press('Tab');
      const frame = await page.evaluate(() => document.activeElement?.ariaLabel);
      expect(frame).toBe('Dependencies');
    });
  });

  it('prints as a document of pages, light and without its controls', async () => {
    await visit(
      real,
      async (page) => {
        const pdf = await page.pdf({ format: 'A4' });
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        expect(await page.locator('nav').isVisible()).toBe(false);
        expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
        const cut = await page.evaluate(
          () =>
            [...document.querySelectorAll('.frame')].filter((one) => one.scrollHeight > one.clientHeight + 2).length,
        );
        expect(cut).toBe(0);
      },
      { viewport: { width: 794, height: 1123 } },
    );
  });
});

describe('hostile text, in Chromium', () => {
  it.each([
    '<script>alert(1)</script>',
    '"><img src="https://evil.example/x.png" onerror="alert(1)">',
    '</style></title><svg onload=alert(1)><iframe src="https://evil.example">',
    `'-alert(1)-'<a href="javascript:alert(1)">x</a>`,
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '\u202egnp.exe\u2066<b>\u0000',
  ])('%j is inert in every field', async (text) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50" onload="alert(1)"><script>alert(1)</script><image href="https://evil.example/x.png" width="9" height="9"/><text y="20">d</text></svg>`;
    const given = { ledger: ledgerWith(text), diagram: diagramWith(text, svg) };
    const clean = written('clean.html', filesWith('x'), { ledger: ledgerWith('x'), diagram: diagramWith('x', svg) });
    const count = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length);
    let elements = 0;
    await visit(clean, async (page) => void (elements = await count(page)));
    await visit(written('hostile.html', filesWith(text), given), async (page) => {
      expect(await count(page)).toBe(elements);
      expect(await page.locator('main a:not([href^="#"])').count()).toBe(0);
      expect(await page.locator('.drawing img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(
        200,
      );
      const shown = await page.locator('body').innerText();
      expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
      if (text.includes('\u202e')) expect(shown).toContain('\\u{202e}gnp.exe');
    });
  });
});

describe('5,000 dependencies, in Chromium', () => {
  const compared = (count: number) => {
    const base = readDependencies(sbomOf(packages(count, '1.9.0')));
    return written(`${count}.html`, [evidenceFile('sbom.json', sbomOf(packages(count, '2.0.0')))], { base });
  };
  const shown = (page: Page) => page.locator('#dependency-table tbody tr:visible').count();

  it('are searched, and shown by what changed', async () => {
    await visit(compared(5000), async (page) => {
      expect(await page.locator('#dependency-table tbody th').first().innerText()).toBe('package-0');
      await page.locator('#dependency-change').selectOption('changed');
      await page.waitForFunction(() => document.getElementById('dependency-count')?.textContent === '50 of 5000 shown');
      expect(await shown(page)).toBe(50);
      await page.locator('#dependency-query').fill('apache-2.0 PACKAGE-7');
      await page.waitForFunction(() => document.getElementById('dependency-count')?.textContent !== '50 of 5000 shown');
      expect(await page.locator('#dependency-table tbody tr:visible th').allInnerTexts()).toEqual(['package-700']);
    });
  });

  it('are all there without a script, where there is no search', async () => {
    await visit(
      compared(5000),
      async (page) => {
        expect(await page.locator('#dependency-search').isVisible()).toBe(false);
        expect(await page.locator('#dependency-table tbody tr').count()).toBe(5000);
      },
      { javaScriptEnabled: false },
    );
  });

  it('are filtered in a time that grows no faster than their number', async () => {
    const time = async (file: string) => {
      let best = Number.POSITIVE_INFINITY;
      await visit(file, async (page) => {
        for (let run = 0; run < 5; run++) best = Math.min(best, await page.evaluate(filterOnce));
      });
      return best;
    };
    const [few, many] = [await time(compared(1000)), await time(compared(5000))];
    expect(many / few).toBeLessThan(12);
  });

  it('are in a file of less than 500 bytes each', () => {
    expect(readFileSync(compared(5000)).length / 5000).toBeLessThan(500);
  });
});

/** Milliseconds from a key press until the table is laid out again; runs in the page. */
async function filterOnce(): Promise<number> {
  const query = document.getElementById('dependency-query') as HTMLInputElement;
  const type = async (text: string) => {
    query.value = text;
    query.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame);
    return document.body.offsetHeight;
  };
  const start = performance.now();
  await type('package-9');
  await type('');
  return performance.now() - start;
}

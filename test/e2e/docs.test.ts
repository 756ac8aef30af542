import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { blocksOf, pages, readPage, root } from './docs/blocks.ts';
import { runElsewhere } from './docs/elsewhere.ts';
import { fixtures } from './docs/fixtures.ts';
import { runPage, withoutElsewhere } from './docs/run-page.ts';
import { yamlProblems } from './docs/yaml-problems.ts';

const commandsOf = (page: string) => blocksOf(readPage(page)).filter(({ language }) => language === 'sh');

describe('the pages', () => {
  it.each(Object.entries(fixtures))(
    '%s does what it says',
    async (page, fixture) => {
      const { exitCode, output } = await runPage(page, fixture);
      expect(exitCode === 0 ? 'done' : output).toBe('done');
      let from = 0;
      for (const text of fixture.prints) {
        const at = output.indexOf(text, from);
        expect([text, at >= 0 ? 'printed' : output]).toEqual([text, 'printed']);
        from = at + text.length;
      }
    },
    120_000,
  );

  it('have a fixture wherever they have a command to run', () => {
    const commands = pages.filter((page) => commandsOf(page).some(({ text }) => withoutElsewhere(text).trim() !== ''));
    expect(commands).toEqual(Object.keys(fixtures).toSorted((one, other) => pages.indexOf(one) - pages.indexOf(other)));
  });

  it.each(runElsewhere)('$command is on a page, and run by $file', ({ as, command, file }) => {
    const lines = pages.flatMap((page) => commandsOf(page).flatMap(({ text }) => text.split('\n')));
    expect(lines).toContain(command);
    expect(readFileSync(join(root, file), 'utf8')).toContain(as);
  });

  it.each(pages)('%s has YAML that is right', (page) => {
    const blocks = blocksOf(readPage(page)).filter(({ language }) => language === 'yaml');
    expect(blocks.flatMap(({ text }) => yamlProblems(text))).toEqual([]);
  });

  it.each(pages)('%s links to files that are there', (page) => {
    const links = [...readPage(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  it.each(pages)('%s names no address but loopback, and standards', (page) => {
    const hosts = [...readPage(page).matchAll(/https?:\/\/([^/\s)`"':]+)/g)].map(([, host = '']) => host);
    expect(hosts.filter((host) => !['127.0.0.1', 'slsa.dev', 'in-toto.io'].includes(host))).toEqual([]);
  });
});

describe('yamlProblems', () => {
  it.each([
    ['- uses: interlock-ci/interlock/actions/generate-sbom@main\n  with: { no-such: 1 }\n', /has no input no-such/],
    ['- uses: interlock-ci/interlock/actions/no-such@main\n', /names no operation/],
    ['- uses: another/interlock/actions/generate-sbom@main\n', /names no operation/],
    ['- component: $CI_SERVER_FQDN/interlock-ci/interlock/generate-sbom@main\n  inputs: { x: 1 }\n', /has no input x/],
    ['a: [\n', /./],
  ])('finds what is wrong in %j', (text, problem) => {
    expect(yamlProblems(text)).toEqual([expect.stringMatching(problem)]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { lintDiagram } from './index.ts';
import { parseDiagram } from '../parse-diagram.ts';

const header = "' team: platform | repository: acme/app | date: 2026-01-31 | version: 1.0";
const legend = [
  'legend',
  'red: approval or credential',
  'Security: ephemeral credentials (OIDC), scope: branches and requests only; signed artifacts with SBOM and provenance; policy before merge',
  'end legend',
];
const lines = [
  header,
  'actor Agent',
  'participant Repo',
  'participant CI',
  'Agent -> Repo : open request',
  'Repo -> CI : trigger pipeline',
];
function lint(source: readonly string[], name = 'test') {
  const { diagram, problems } = parseDiagram(['@startuml ' + name, ...source, '@enduml'].join('\n'));
  expect(problems).toEqual([]);
  return lintDiagram(diagram);
}
/** Rules and lines of what a diagram lacks that has all but `more`. */
const found = (...more: readonly string[]) =>
  lint([...lines, ...more, ...legend]).map(({ at, rule }) => `${at.line - 7} ${rule}`);

describe('lintDiagram', () => {
  it('is content with a diagram that has all', () => {
    expect(found()).toEqual([]);
  });

  it.each([
    ['without a name', lint([...lines, ...legend], ''), 'diagram-name', /no name/],
    ['without a header', lint([...lines.slice(1), ...legend]), 'header-missing', /team, repository, date, version/],
    [
      'with half a header',
      lint(["' team: a | date: 2026-01-31", ...lines.slice(1), ...legend]),
      'header-missing',
      /repository, version$/,
    ],
    [
      'of no day',
      lint([header.replace('01-31', '02-30'), ...lines.slice(1), ...legend]),
      'header-date',
      /“2026-02-30”/,
    ],
    ['without a legend', lint(lines), 'legend-missing', /no legend/],
    [
      'whose legend says nothing of security',
      lint([...lines, 'legend', 'x', 'end legend']),
      'security-missing',
      /no section/,
    ],
  ])('says what it lacks %s', (_, problems, rule, message) => {
    expect(problems.find((one) => one.rule === rule)?.message ?? problems).toMatch(message);
  });

  it('takes a header block and a note for what they are', () => {
    const source = [
      'header',
      'team: platform; repository: acme/app',
      'date: 2026-01-31; version: 1.0',
      'end header',
      ...lines.slice(1),
      `note over Agent, CI : ${legend[2] ?? ''}`,
      'legend',
      'none',
      'end legend',
    ];
    expect(lint(source)).toEqual([]);
  });

  it.each([
    [['CI -> Monitor : start checks'], ['1 participant-undeclared']],
    [['CI -> Monitor : start checks', 'participant Monitor'], ['1 participant-undeclared']],
    [['participant Monitor'], ['1 participant-unused']],
    [['participant Helm', 'CI -> Helm : start checks'], ['1 actor-vocabulary']],
    [['participant Helm <<Deploy target>>', 'CI -> Helm : start checks'], []],
    [['CI -> Repo'], ['1 label-missing']],
    [['CI -> Repo : the tests'], ['1 label-verb']],
    [['CI -> Repo : approve'], ['1 approval-unmarked']],
    [['CI -[#red]> Repo : approve'], []],
    [['CI -> Repo : approve', 'note right : by an owner'], []],
    [['CI -> Repo : issue token'], ['1 credential-unmarked']],
    [['CI -[#green]> Repo : set status'], ['2 legend-colour']],
    [
      ["' @event commits-verified", 'CI -> CI : verify', 'CI -> Repo : set status'],
      ['-1 message-unbound', '0 message-unbound', '3 message-unbound'],
    ],
  ])('%j gives %j', (more, expected) => {
    expect(found(...more)).toEqual(expected);
  });

  const contract = (...more: readonly string[]) =>
    lint([...lines.slice(0, 4), 'participant Policy', ...more, ...legend])
      .map(({ rule }) => rule)
      .filter((rule) => !rule.startsWith('participant'));

  it.each([
    [["' @event policy-evaluated", 'Policy -> CI : return verdict'], []],
    [["' @event policy-evaluated", 'CI -> Policy : return verdict'], ['event-route']],
    [["' @event policy-evaluated", 'Policy -> CI : return what it thinks'], ['artifact-unnamed']],
    [["' @event policy-imagined", 'Policy -> CI : return verdict'], ['event-unknown']],
    [
      ["' @event commits-verified", 'CI -> CI : verify', 'break no', "' @unobserved x", 'CI -> Repo : close', 'end'],
      ['break-without-end'],
    ],
    [["' @event commits-verified", 'CI -> CI : verify', 'break no', "' @end", 'end'], []],
    [['par', 'CI -> CI : run a', 'else', 'CI -> CI : run a', 'end'], ['label-duplicate']],
    [['par', 'CI -> CI : run a', 'else', 'CI -> CI : run b', 'end'], []],
    [
      [
        'par',
        "' @event reports-collected where suite = unit",
        'CI -> CI : run report',
        'else',
        "' @event reports-collected",
        'CI -> CI : run report',
        'end',
      ],
      ['event-route', 'event-route'],
    ],
    [['par', "' @end", 'else', 'CI -> CI : run b', 'end'], ['end-in-par']],
  ])('%j gives %j in a contract', (more, expected) => {
    expect(contract(...more)).toEqual(expected);
  });

  it('says of each finding how it is put right', () => {
    for (const problem of lint(['CI -> Repo', 'Repo -> CI : approve'], '')) expect(problem.fix).not.toBe('');
  });
});

import { defaultEventsFile } from '@interlock/core/event';
import { defaultText, environmentName, type AnyOperation, type Input } from '@interlock/core/operation';
import { describeInput, generatedNote, quote } from './action-yml.ts';

/** The archive of `dist/` that a release publishes; a template runs no other bytes. */
export interface PinnedBundle {
  readonly url: string;
  /** Hex digits of the SHA-256. */
  readonly sha256: string;
}

const image = 'node:24-bookworm';

function specOf(name: string, input: Input): readonly string[] {
  const fallback = defaultText(input);
  const type =
    input.type === 'boolean' ? 'boolean' : input.type === 'integer' || input.type === 'number' ? 'number' : 'string';
  const plain = type !== 'string' && fallback !== undefined;
  // An optional number without default is passed as text: GitLab has no number that may be empty.
  const shownType = type !== 'string' && fallback === undefined ? 'string' : type;
  return [
    `    ${name}:`,
    `      description: ${quote(describeInput(input))}`,
    `      type: ${shownType}`,
    ...(input.type === 'choice' && fallback !== undefined
      ? [`      options: [${input.options.map(quote).join(', ')}]`]
      : []),
    ...(input.required ? [] : [`      default: ${plain ? fallback : quote(fallback ?? '')}`]),
  ];
}

/**
 * Fetches the pinned archive. The digest is a literal here, not a variable, because a pipeline variable overrides a
 * job variable; so the address may be overridden (a mirror, a package registry), the bytes may not.
 */
function fetchProgram(bundle: PinnedBundle): string {
  return `import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
const stop = (exitCode, message) => {
  console.error(message);
  process.exit(exitCode);
};
const url = URL.parse(process.env.INTERLOCK_BUNDLE_URL) ?? stop(2, 'bundle-url is not an address.');
const read = async () => {
  if (url.protocol === 'file:') return readFile(url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(\`the answer was \${response.status}\`);
  return Buffer.from(await response.arrayBuffer());
};
const bytes = await read().catch(({ cause, message }) =>
  stop(3, \`The Interlock bundle could not be fetched from \${url.host}\${url.pathname}: \${cause?.message ?? message}.\`),
);
const digest = createHash('sha256').update(bytes).digest('hex');
if (digest !== '${bundle.sha256}')
  stop(2, \`The Interlock bundle has SHA-256 \${digest}, and this template pins another one.\`);
await writeFile(process.argv[2], bytes);`;
}

/**
 * Variables that make Node load other code, trust any server, or write files where they say; a pipeline variable may set
 * each. Unset before the first call, they are unset for both. `NODE_EXTRA_CA_CERTS` stays: it names the authority of a
 * GitLab of one's own.
 */
const nodeVariables = [
  'NODE_OPTIONS',
  'NODE_PATH',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_V8_COVERAGE',
  'NODE_COMPILE_CACHE',
  'NODE_REDIRECT_WARNINGS',
  'NODE_ICU_DATA',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'OPENSSL_CONF',
  'SSLKEYLOGFILE',
];

/** The program is told that this is GitLab, since a pipeline variable could deny it and so take its inputs away. */
function script(operation: AnyOperation, bundle: PinnedBundle): readonly string[] {
  return [
    '    - |',
    '      set -eu',
    `      unset ${nodeVariables.join(' ')}`,
    '      interlock="$(mktemp -d)"',
    '      trap \'rm -rf "$interlock"\' EXIT',
    '      node --input-type=module - "$interlock/bundle.tar" <<\'EOF\'',
    ...fetchProgram(bundle)
      .split('\n')
      .map((line) => `      ${line}`),
    '      EOF',
    '      tar -xf "$interlock/bundle.tar" -C "$interlock"',
    `    - GITLAB_CI=true node "$interlock/dist/interlock.js" ${operation.name}`,
  ];
}

/** What the job leaves: the files that the inputs name, its events, and what the program says about lines of the change. */
function artifacts(written: readonly string[]): readonly string[] {
  const paths = written.map((path) => `      - "${path}"`);
  return [
    '  artifacts:',
    '    when: always',
    ...(paths.length === 0 ? [] : ['    paths:', ...paths]),
    '    reports:',
    '      codequality: gl-code-quality-report.json',
  ];
}

/** `gitlab/templates/<name>/template.yml`: the GitLab face. Inputs reach the job as variables, never inside `script`. */
export function gitlabTemplate(operation: AnyOperation, bundle: PinnedBundle): string {
  const open = Object.entries(operation.inputs).filter(([, input]) => input.type !== 'secret');
  const variables = open.flatMap(([name]) => [
    `    ${environmentName(name)}:`,
    `      value: "$[[ inputs.${name} ]]"`,
    '      expand: false',
  ]);
  const written = open
    .map(([name]) => name)
    .filter((name) => name.endsWith('-file') && name !== 'events-file')
    .map((name) => `$[[ inputs.${name} ]]`);
  const events = operation.event === undefined ? [] : [defaultEventsFile];
  return [
    `# ${generatedNote(operation)}`,
    'spec:',
    '  inputs:',
    '    stage:',
    '      description: "Stage of the job."',
    '      default: test',
    '    job-name:',
    '      description: "Name of the job."',
    `      default: ${quote(`interlock-${operation.name}`)}`,
    '    image:',
    '      description: "Image of the job: Node 22.22 or later, with git and tar."',
    `      default: ${quote(image)}`,
    '    bundle-url:',
    '      description: "Where the pinned program is fetched from; a mirror serves the same bytes."',
    `      default: ${quote(bundle.url)}`,
    ...open.flatMap(([name, input]) => specOf(name, input)),
    '---',
    '"$[[ inputs.job-name ]]":',
    '  stage: $[[ inputs.stage ]]',
    '  image: $[[ inputs.image ]]',
    ...(operation.runsOn === 'change-request'
      ? ['  rules:', '    - if: $CI_PIPELINE_SOURCE == "merge_request_event"']
      : [
          '  rules:',
          '    - if: $CI_PIPELINE_SOURCE == "merge_request_event"',
          '    - if: $CI_COMMIT_BRANCH || $CI_COMMIT_TAG',
        ]),
    '  variables:',
    '    GIT_DEPTH: "0"',
    '    INTERLOCK_BUNDLE_URL:',
    '      value: "$[[ inputs.bundle-url ]]"',
    '      expand: false',
    ...variables,
    '  script:',
    ...script(operation, bundle),
    ...artifacts([...written, ...events]),
    '',
  ].join('\n');
}

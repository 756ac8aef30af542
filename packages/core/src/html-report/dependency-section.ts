import { compareDependencies, type ComparedDependency, type Comparison } from './compare-dependencies.ts';
import { count } from './count.ts';
import type { Dependency } from './components.ts';
import { html, type Html } from './html.ts';
import { badge, code, type Tone } from './marks.ts';
import type { Section } from './section.ts';
import { frame, missing } from './table.ts';

export interface DependencyPart {
  /** File of the SBOM, in the folder. */
  readonly file: string;
  readonly head: readonly Dependency[];
  /** Of the base; `undefined` where no SBOM of it was given. */
  readonly base?: readonly Dependency[];
  /** SBOMs of the folder with other content, which are not shown. */
  readonly others: readonly string[];
}

/** Rows that are written at most. */
const most = 20_000;
const words = { added: 'added', changed: 'changed', removed: 'removed', same: 'same' } as const;
const tones: Readonly<Record<ComparedDependency['change'], Tone>> = {
  added: 'attention',
  changed: 'attention',
  removed: 'plain',
  same: 'plain',
};

export function dependencySection(part: DependencyPart | undefined): Section {
  const fixed = { id: 'dependencies', title: 'Dependencies' };
  if (part === undefined)
    return { ...fixed, tone: 'plain', summary: 'no SBOM', content: missing('No SBOM is in the evidence.') };
  const { base, head } = part;
  const compared = base === undefined ? undefined : compareDependencies(head, base);
  const { added, changed, removed } = compared?.counts ?? { added: 0, changed: 0, removed: 0 };
  return {
    ...fixed,
    tone: added + changed > 0 ? 'attention' : 'plain',
    summary:
      compared === undefined
        ? `${count(head.length, 'package')}, not compared`
        : `${count(head.length, 'package')}: ${added} added, ${changed} changed, ${removed} removed`,
    content: [
      origin(part),
      head.length === 0 ? missing('The SBOM lists no package.') : undefined,
      list(part, compared),
    ],
  };
}

function origin({ base, file, others }: DependencyPart): Html {
  return html`<p>
    From ${code(file)}.
    ${base === undefined ? 'No SBOM of the base was given, so that nothing is compared.' : 'Compared with the SBOM of the base.'}${
      others.length === 0
        ? ''
        : ` Other SBOMs with other content are in the folder and not shown: ${others.join(', ')}.`
    }
  </p>`;
}

function list({ head }: DependencyPart, compared: Comparison | undefined): Html | undefined {
  const rows: readonly ComparedDependency[] = compared?.rows ?? head.map((one) => ({ ...one, change: 'same' }));
  if (rows.length === 0) return undefined;
  const isCompared = compared !== undefined;
  const left = rows.length - most;
  const shown = rows.slice(0, most);
  return html`${search(rows.length, isCompared)}
  ${frame(
    'Dependencies',
    html`<table id="dependency-table" class="${isCompared ? 'compared' : 'plain'}">
        <caption>
          Packages that the SBOM lists
        </caption>
        <thead>
          <tr>
            <th scope="col">package</th>
            <th scope="col">version</th>
            ${isCompared ? html`<th scope="col">against the base</th>` : undefined}
            <th scope="col">licence</th>
            <th scope="col">scope</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((one) => row(one, isCompared))}
        </tbody>
      </table>
      ${left > 0 ? html`<p class="more">${left} more packages are in the SBOM and not shown here.</p>` : undefined}`,
  )}`;
}

/** Without a script there is no search: the whole is hidden until the script is there. */
function search(rows: number, isCompared: boolean): Html {
  const choice = isCompared
    ? html`<label for="dependency-change">Show</label>
        <select id="dependency-change">
          <option value="">all</option>
          ${Object.entries(words).map(([value, word]) => html`<option value="${value}">${word}</option>`)}
        </select>`
    : undefined;
  return html`<form class="search" id="dependency-search" role="search" aria-label="Dependencies" hidden>
    <label for="dependency-query">Search</label>
    <input
      id="dependency-query"
      type="search"
      autocomplete="off"
      spellcheck="false"
      placeholder="package, version or licence"
    />
    ${choice}
    <p id="dependency-count" role="status">${rows} of ${rows} shown</p>
  </form>`;
}

function row(one: ComparedDependency, isCompared: boolean): Html {
  const licence = one.licences === '' ? html`<span class="missing">not stated</span>` : one.licences;
  const change = html`<td>
    ${one.change === 'same' ? 'same' : badge(tones[one.change], words[one.change])}${
      one.was === undefined ? '' : html` <span class="was">was ${one.was}</span>`
    }
  </td>`;
  return html`<tr data-change="${one.change}">
    <th scope="row">${one.name}</th>
    <td>${one.version}</td>
    ${isCompared ? change : undefined}
    <td>${licence}</td>
    <td>${one.scope}</td>
  </tr> `;
}

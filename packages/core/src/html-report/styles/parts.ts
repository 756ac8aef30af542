/** What stands in the page: banner, overview, cards, tables, marks, chart. */
export const parts = `
p { overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 0; }
h3 { font-size: 1rem; margin: 0 0 .6rem; font-weight: 600; }
h4 { font-size: .95rem; margin: 1rem 0 .3rem; }
code, td.code, tbody th.code { font-family: var(--mono); font-size: .87em; overflow-wrap: anywhere; }
td, th, dd, code, li { unicode-bidi: isolate; }
.digest { white-space: nowrap; color: var(--muted); }
.rest { display: inline-block; width: 1px; overflow: hidden; vertical-align: bottom; clip-path: inset(50%); }
.digest::after { content: '…'; }
.banner { background: var(--tone-back); border: 1px solid color-mix(in srgb, var(--tone) 35%, transparent); border-left: 6px solid var(--tone); border-radius: 10px; padding: 1.25rem 1.5rem; }
.banner h1 { margin: 0; font-size: 1.9rem; font-weight: 700; }
.banner h1 .badge { font: inherit; background: none; padding: 0; color: var(--tone); gap: .7rem; white-space: normal; }
.banner h1 .sign { width: 1.45em; height: 1.45em; font-size: .8em; background: var(--tone); color: var(--tone-back); border-radius: 50%; display: inline-grid; place-items: center; flex: none; }
.banner p { margin: .5rem 0 .75rem; max-width: 60ch; }
.banner .digest { color: inherit; }
.banner dt { color: inherit; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.25rem; margin: 0; font-size: .92rem; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
.overview { list-style: none; margin: 1rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(3, 1fr); gap: .75rem; }
.overview li { background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--tone); border-radius: 8px; padding: .7rem .9rem; }
.overview li.plain { border-top-color: var(--line); }
.overview a { font-weight: 600; color: var(--text); text-decoration: none; }
.overview a:hover { text-decoration: underline; }
.overview p { margin: .15rem 0 0; color: var(--muted); font-size: .88rem; overflow-wrap: anywhere; }
section { margin-top: 2.75rem; }
.section-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; margin-bottom: .9rem; padding-bottom: .5rem; border-bottom: 1px solid var(--line); }
.summary { margin: 0; color: var(--tone); font-size: .92rem; overflow-wrap: anywhere; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; margin: 0 0 1rem; }
.card h3 { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.card .frame, .card dl + .missing { margin-top: 1rem; }
.notice { margin: 0 0 1rem; padding: .6rem .9rem; border-radius: 8px; background: var(--tone-back); border-left: 4px solid var(--tone); overflow-wrap: anywhere; }
.missing, .note, .more, .was { color: var(--muted); }
p.missing { margin: .25rem 0 1rem; padding: .7rem .9rem; border: 1px dashed var(--control); border-radius: 8px; }
td .missing { font-style: italic; }
.note, .more { font-size: .88rem; margin: 0 0 .9rem; }
.was { font-size: .88em; } th .was { display: block; font-weight: 400; }
.badge { display: inline-flex; align-items: center; gap: .35em; padding: .05em .6em; border-radius: 999px; background: var(--tone-back); color: var(--tone); font-size: .84rem; font-weight: 600; white-space: nowrap; }
.frame { overflow: auto; max-height: 34rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 0 0 1.1rem; }
.card .frame { margin-bottom: 0; }
.frame > .more { padding: .6rem .9rem; margin: 0; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .89rem; }
caption { text-align: left; font-weight: 600; padding: .7rem .9rem .5rem; }
th, td { text-align: left; vertical-align: baseline; padding: .42rem .9rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; min-width: 4rem; max-width: 34rem; }
td.code, th.code { overflow-wrap: anywhere; }
tbody tr:last-child > * { border-bottom: 0; }
tbody tr:hover > * { background: color-mix(in srgb, var(--plain-back) 55%, transparent); }
thead th { position: sticky; top: 0; z-index: 1; background: var(--plain-back); color: var(--muted); font: 600 .8rem/1.4 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; white-space: normal; vertical-align: bottom; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 550; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.code, tbody th.code { min-width: 9rem; }
.facts { list-style: none; margin: 0; padding: 0; }
#dependency-table { table-layout: fixed; min-width: 36rem; }
#dependency-table th:nth-child(1) { width: 34%; } #dependency-table tr > :last-child { width: 8.5rem; }
.search { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .7rem; margin: 0 0 .8rem; }
.search[hidden] { display: none; }
.search label { font-weight: 600; font-size: .9rem; }
.search input, .search select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--control); border-radius: 6px; padding: .3rem .6rem; }
.search input { flex: 1 1 14rem; min-width: 0; max-width: 26rem; }
.search ::placeholder { color: var(--muted); opacity: 1; }
.search p { margin: 0; color: var(--muted); font-size: .9rem; font-variant-numeric: tabular-nums; }
.chain { list-style: none; margin: 0 0 1.1rem; padding: 1rem 1.1rem .2rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.chain > li { position: relative; display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: 0 1rem; padding: 0 0 .8rem 1.6rem; border-left: 2px solid var(--line); margin-left: .4rem; font-size: .9rem; }
.chain > li:last-child { border-left-color: transparent; }
.chain > li::before { content: ''; position: absolute; left: -.5rem; top: .25rem; width: .85rem; height: .85rem; border-radius: 50%; background: var(--card); border: 2px solid var(--control); }
.chain > li.present::before { background: var(--text); border-color: var(--text); }
.chain > li.missing { color: inherit; }
.chain h3 { margin: 0; font-size: inherit; line-height: inherit; }
.chain ul { list-style: none; margin: 0; padding: 0; } .chain ul li { display: flex; flex-wrap: wrap; gap: .15rem .6rem; align-items: center; padding-bottom: .15rem; }
.chain p.missing { border: 0; padding: 0; margin: 0; }
.share { display: inline-flex; align-items: center; gap: .5rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.bar { width: 6rem; height: .5rem; border-radius: 4px; } .bar .all { fill: var(--line); } .bar .part { fill: var(--baseline); }
figure { margin: 1rem 0 0; } figcaption { color: var(--muted); font-size: .86rem; }
.canary-chart { display: block; width: 100%; max-width: 52rem; height: auto; }
.canary-chart text { fill: var(--text); font: 12px system-ui, sans-serif; } .canary-chart .small { font-size: 11px; }
.canary-chart .axis { stroke: var(--control); fill: none; } .canary-chart .weight { fill: var(--control); opacity: .18; }
.canary-chart :is(path, polyline, circle) { fill: none; stroke-width: 2; }
.canary-chart .canary { stroke: var(--canary); } .canary-chart .baseline { stroke: var(--baseline); }
.canary-chart .worse { stroke: var(--bad); } .canary-chart .better { stroke: var(--good); }
.canary-chart path.limit { stroke-dasharray: 5 5; stroke-width: 1; } .canary-chart path.axis { stroke-width: 1; }
.canary-chart text.canary { fill: var(--canary); stroke: none; } .canary-chart text.baseline { fill: var(--baseline); stroke: none; }
.canary-chart text.worse { fill: var(--bad); stroke: none; } .canary-chart text.better { fill: var(--good); stroke: none; }
.drawing { margin: 0; padding: 1rem; background: #fff; width: max-content; min-width: 100%; } .drawing img { display: block; }
@media (max-width: 40rem) {
  .banner { padding: 1rem; } .banner h1 { font-size: 1.4rem; }
  .overview { grid-template-columns: 1fr; gap: .5rem; }
  .card { padding: .9rem; } th, td { padding: .4rem .6rem; }
  .chain > li { grid-template-columns: minmax(0, 1fr); }
  dl { grid-template-columns: 1fr; gap: 0; } dd + dt { margin-top: .4rem; }
}
`;

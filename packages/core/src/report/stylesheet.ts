/** Of the HTML report. System fonts; colours with a contrast of at least 4.5:1 in both schemes. */
export const stylesheet = `
:root { color-scheme: light dark; --text: #1d2330; --muted: #5a6372; --line: #d5dae3; --back: #fff; --good: #116329; --attention: #8a5300; --bad: #a40e26; }
@media (prefers-color-scheme: dark) { :root { --text: #e3e7ef; --muted: #a0a9b8; --line: #39414f; --back: #14181f; --good: #57c275; --attention: #e0a33e; --bad: #ff7b8a; } }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.25rem; color: var(--muted); margin: 0; font-weight: 600; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; }
.headline { font-size: 1.6rem; font-weight: 650; margin: .25rem 0 1rem; }
.good { color: var(--good); } .attention { color: var(--attention); } .bad { color: var(--bad); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; font-size: .9rem; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 3rem; }
th { color: var(--muted); font-weight: 600; }
.empty { color: var(--muted); }
figure { margin: 0; } figure svg { max-width: 100%; height: auto; }
`.trim();

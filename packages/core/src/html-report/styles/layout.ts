/** The page: a bar above, the parts beside, one column of text. */
export const layout = `
*, *::before, *::after { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } * { transition: none !important; animation: none !important; } }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.55 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; display: grid; grid-template: auto 1fr auto / 14.5rem minmax(0, 1fr); grid-template-areas: 'head head' 'nav main' 'foot foot'; min-height: 100vh; }
a { color: var(--link); text-underline-offset: .15em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 3; padding: .5rem 1rem; background: var(--card); border: 1px solid var(--control); border-radius: 6px; }
.skip:focus { top: .5rem; }
header { grid-area: head; position: sticky; top: 0; z-index: 2; display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .6rem 1.5rem; background: var(--card); border-bottom: 1px solid var(--line); }
.brand { margin: 0; font-weight: 650; letter-spacing: -.01em; display: flex; align-items: center; gap: .5rem; }
.kind { color: var(--muted); font-weight: 400; }
.signal { width: .8rem; height: 1.2rem; border-radius: .4rem; border: 2px solid var(--text); background: radial-gradient(circle at 50% 28%, var(--bad) 0 .14rem, transparent .15rem), radial-gradient(circle at 50% 72%, var(--good) 0 .14rem, transparent .15rem); }
.colours { display: inline-flex; margin: 0; padding: 2px; border: 1px solid var(--control); border-radius: 999px; font-size: .82rem; }
.colours input { position: absolute; opacity: 0; }
.colours label { padding: .1rem .7rem; border-radius: 999px; color: var(--muted); cursor: pointer; }
.colours input:checked + label { background: var(--plain-back); color: var(--text); font-weight: 600; }
.colours input:focus-visible + label { outline: 3px solid var(--link); outline-offset: 1px; }
nav { grid-area: nav; padding: 1.5rem .75rem; }
nav ul { list-style: none; margin: 0; padding: 0; position: sticky; top: 4.5rem; }
nav a { display: flex; align-items: center; gap: .6rem; padding: .3rem .75rem; border-radius: 6px; color: var(--text); text-decoration: none; font-size: .92rem; }
nav a:hover { background: var(--plain-back); }
.dot { flex: none; width: .55rem; height: .55rem; border-radius: 50%; background: var(--tone); }
.dot.plain { background: transparent; border: 2px solid var(--control); }
main { grid-area: main; width: 100%; max-width: 76rem; padding: 1.5rem 1.5rem 4rem .5rem; }
footer { grid-area: foot; padding: 1rem 1.5rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .82rem; }
footer p { margin: 0; }
@media (max-width: 60rem) {
  body { grid-template: auto auto 1fr auto / minmax(0, 1fr); grid-template-areas: 'head' 'nav' 'main' 'foot'; }
  header { padding: .5rem 1rem; }
  nav { padding: .5rem .5rem 0; overflow-x: auto; }
  nav ul { display: flex; position: static; }
  nav a { white-space: nowrap; padding: .3rem .55rem; }
  main { padding: 1rem 1rem 3rem; }
}
`;

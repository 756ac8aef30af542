/** Colours in both schemes: text on its own ground has a contrast of 4.5:1 or more, lines of controls 3:1. */
export const tokens = `
:root {
  color-scheme: light dark;
  --back: light-dark(#f6f7f9, #0f1319);
  --card: light-dark(#ffffff, #171c24);
  --text: light-dark(#1a2130, #e4e8f0);
  --muted: light-dark(#556072, #a3adbd);
  --line: light-dark(#dde2ea, #2c3442);
  --control: light-dark(#7a8597, #77839a);
  --link: light-dark(#0b57b5, #7fb4ff);
  --good: light-dark(#0d6630, #62cc84);
  --good-back: light-dark(#e4f5ea, #12301d);
  --attention: light-dark(#7d4a00, #e9b158);
  --attention-back: light-dark(#fdf1da, #35270d);
  --bad: light-dark(#a3122a, #ff8a96);
  --bad-back: light-dark(#fde8ea, #3c161c);
  --plain-back: light-dark(#eceff4, #232a36);
  --canary: light-dark(#b34700, #f39a4f);
  --baseline: light-dark(#0b62c4, #6fb1ff);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
:root:has(#colours-light:checked) { color-scheme: light; }
:root:has(#colours-dark:checked) { color-scheme: dark; }
.good { --tone: var(--good); --tone-back: var(--good-back); }
.attention { --tone: var(--attention); --tone-back: var(--attention-back); }
.bad { --tone: var(--bad); --tone-back: var(--bad-back); }
.plain { --tone: var(--muted); --tone-back: var(--plain-back); }
`;

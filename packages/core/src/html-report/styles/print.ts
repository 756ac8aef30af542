/** On paper nothing scrolls, and of a dependency table that was compared only what changed is printed. */
export const print = `
@media print {
  :root, :root:has(#colours-dark:checked) { color-scheme: light; --back: #fff; }
  body { display: block; font-size: 10pt; }
  header { position: static; border: 0; padding: 0 0 .5rem; }
  nav, .colours, .skip, .search { display: none !important; }
  main { max-width: none; padding: 0; }
  .frame { max-height: none; overflow: visible; border-radius: 0; }
  thead { display: table-header-group; } thead th { position: static; }
  tr, .card h3, .overview li, .canary-chart { break-inside: avoid; } h2, h3, caption { break-after: avoid; }
  .banner, .badge, .notice, .dot, .bar, .canary-chart, thead th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .overview { grid-template-columns: repeat(3, 1fr); }
  .digest { white-space: normal; } .digest::after { content: none; } .rest { display: inline; vertical-align: baseline; clip-path: none; }
  .compared tr[data-change='same'] { display: none; }
  #dependency-table tr[hidden]:not([data-change='same']) { display: table-row; }
  table, #dependency-table { min-width: 0; } th, td { min-width: 0; padding: .25rem .4rem; }
}
`;

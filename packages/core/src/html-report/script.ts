/**
 * The only script of a report: the search of the dependency table. It writes no markup, and the report is whole without
 * it. Rows are hidden at most once a frame, and only those whose state changes.
 */
export const script = `
'use strict';
(() => {
  const form = document.getElementById('dependency-search');
  const table = document.getElementById('dependency-table');
  if (form === null || table === null) return;
  const query = document.getElementById('dependency-query');
  const change = document.getElementById('dependency-change');
  const count = document.getElementById('dependency-count');
  const rows = Array.from(table.tBodies[0].rows, (row) => ({
    row,
    text: row.textContent.toLowerCase(),
    change: row.dataset.change,
  }));
  let waiting = false;
  const apply = () => {
    waiting = false;
    const words = query.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const wanted = change === null ? '' : change.value;
    let shown = 0;
    for (const one of rows) {
      const fits = (wanted === '' || one.change === wanted) && words.every((word) => one.text.includes(word));
      if (fits) shown += 1;
      if (one.row.hidden === fits) one.row.hidden = !fits;
    }
    count.textContent = shown + ' of ' + rows.length + ' shown';
  };
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(apply);
  };
  form.addEventListener('input', later);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = false;
  if (query.value !== '') apply();
})();
`.trim();

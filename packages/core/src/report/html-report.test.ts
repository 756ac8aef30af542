import { describe, expect, it } from '@jest/globals';
import { htmlReport, type Report } from './index.ts';

const report: Report = {
  title: 'Interlock',
  headline: 'needs approval',
  tone: 'attention',
  facts: [['head', '3f9c2ab']],
  sections: [
    {
      title: 'Findings',
      table: { head: ['finding', 'where'], rows: [['workflow-edit', '<img src=x onerror=alert(1)>']], empty: 'None.' },
    },
    { title: 'Scans', table: { head: ['tool'], rows: [], empty: 'No scan report was given.' } },
    { title: 'Chart', svg: '<svg></svg>' },
  ],
};

describe('htmlReport', () => {
  it('escapes what comes from the change and forbids scripts', () => {
    const html = htmlReport(report);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain(`default-src 'none'`);
  });

  it('says so where a table has no rows, and keeps our own charts', () => {
    const html = htmlReport(report);
    expect(html).toContain('<p class="empty">No scan report was given.</p>');
    expect(html).toContain('<figure><svg></svg></figure>');
  });

  it('is the same bytes for the same report', () => {
    expect(htmlReport(report)).toBe(htmlReport({ ...report }));
  });
});

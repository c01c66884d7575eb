import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { pageOf } from './report-page';
import { heldOf, type ReportPage, type Section } from './report';
import { reportStyle, reportStyleHash } from './report-style';

const markup = `<img src=x onerror=alert(1)>"'><script>alert(1)</script>`;
const section: Section = {
  title: markup,
  question: markup,
  note: `${markup}\n\nsecond`,
  charts: [{ title: markup, alternative: markup, svg: '<svg></svg>' }],
  remarks: [{ level: 'caution', text: markup }],
  columns: [
    { name: markup, label: null, format: null, numeric: false },
    { name: 'csat', label: { en: 'CSAT', zh: '满意率' }, format: 'percent', numeric: true },
  ],
  rows: [
    { [markup]: markup, csat: 0.873 },
    { [markup]: 'b', csat: null },
  ],
  blank: [markup],
  isHeld: (line) => line === 1,
  more: 0,
  uncut: null,
  whole: [{ name: markup, said: markup }],
  formula: markup,
  counted: markup,
  params: markup,
  sources: [markup],
  sql: { [markup]: `SELECT '${markup}'` },
  held: [markup],
  k: 5,
  redactions: 2,
  rowLevel: false,
};
const page: ReportPage = {
  locale: 'en',
  title: markup,
  text: markup,
  made: markup,
  filters: [markup],
  period: markup,
  alarms: markup,
  sections: [section],
  leftOut: [{ title: markup, why: markup }],
  files: [{ files: [{ name: markup, hash: 'abc' }], rows: 1200, rejected: 3 }],
  versions: [['App', markup]],
  k: 5,
};

it('allows its own style and nothing else', () => {
  expect(createHash('sha256').update(reportStyle).digest('base64')).toBe(reportStyleHash);
  const html = pageOf(page);
  expect(html).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${reportStyleHash}&#39;`);
  expect(html).toContain(`<style>${reportStyle}</style>`);
});

it('takes markup in every text for text', () => {
  const html = pageOf(page).replace(/<style>[\s\S]*?<\/style>/, '');
  const tags = new Set([...html.matchAll(/<\/?([a-z]+)/gi)].map(([, tag]) => tag!.toLowerCase()));
  for (const tag of ['script', 'img', 'iframe', 'link', 'style', 'a', 'form', 'object'])
    expect(tags).not.toContain(tag);
  expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+=/i);
  expect(html.split('&lt;script&gt;').length).toBeGreaterThan(15);
});

it('says what several control charts signal by chance, and nothing where there are fewer', () => {
  expect(pageOf({ ...page, alarms: 'Two charts & one signal' })).toContain(
    '<p class="caution">Two charts &amp; one signal</p>',
  );
  expect(pageOf({ ...page, alarms: null })).not.toContain('<p class="caution"></p>');
});

it('names what was chosen and came to nothing', () => {
  const html = pageOf({ ...page, leftOut: [{ title: 'Churn', why: 'no orders' }] });
  expect(html).toContain('<li>Churn: no orders</li>');
  expect(pageOf({ ...page, leftOut: [] })).not.toContain('Chosen, but left out');
});

it('prints each query once, after all sections, with what it serves', () => {
  const nps = { ...section, title: 'NPS', sql: { cells: 'SELECT 2', flagged: 'SELECT 1' } };
  const html = pageOf({ ...page, sections: [{ ...section, title: 'CSAT', sql: { flagged: 'SELECT 1' } }, nps] });
  expect(html.match(/SELECT 1/g)).toHaveLength(1);
  expect(html).toContain('<h3>CSAT · flagged, NPS · flagged</h3><pre>SELECT 1</pre>');
  expect(html.indexOf('<pre>')).toBeGreaterThan(html.indexOf('</footer>'));
  expect(pageOf({ ...page, sections: [{ ...section, sql: {} }] })).not.toContain('<pre>');
});

it('stands headings upright where their words do not fit beside each other on paper', () => {
  const columns = (n: number, en: string) =>
    Array.from({ length: n }, (_, at) => ({
      name: String(at),
      label: { en, zh: '满意度标准差' },
      format: null,
      numeric: true,
    }));
  const isWide = (n: number, en: string, locale: 'en' | 'zh' = 'en') =>
    pageOf({ ...page, locale, sections: [{ ...section, columns: columns(n, en) }] }).includes('<table class="wide">');
  expect([isWide(12, 'Importance'), isWide(12, 'NPS'), isWide(12, 'Importance', 'zh')]).toEqual([true, false, false]);
  expect([isWide(18, 'NPS', 'zh'), isWide(5, 'a_long_name_without_any_blank')]).toEqual([true, false]);
});

it('does not say that all groups of few were held back where rows left as they are', () => {
  const promise = 'held back, but not in what is marked as row-level';
  expect(pageOf({ ...page, sections: [section, { ...section, rowLevel: true }] })).toContain(promise);
  expect(pageOf(page)).not.toContain(promise);
});

it('says how many rows a query has of which only the first were taken', () => {
  const html = pageOf({ ...page, sections: [{ ...section, uncut: 70_000 }] });
  expect(html).toContain('The query gives 70,000 rows; only the first 50,000 are used here.');
  expect(pageOf(page)).not.toContain('only the first');
});

it('holds figures, what was held back, counts, files and SQL, in either language', () => {
  const html = pageOf(page);
  for (const text of ['87%', '⊘', '1,200', 'abc', 'SELECT', 'fewer than 5 persons']) expect(html).toContain(text);
  const chinese = pageOf({ ...page, locale: 'zh' });
  for (const text of ['满意率', '不足 5 人', 'lang="zh-CN"']) expect(chinese).toContain(text);
});

it('counts the rows of a table once beside all of its files', () => {
  const hashes = ['abc', null, 'def'];
  const files = hashes.map((hash, at) => ({ name: `day-${String(at)}.csv`, hash }));
  const html = pageOf({ ...page, files: [{ files, rows: 1200, rejected: 3 }] });
  const lines = [...html.slice(html.indexOf('SHA-256')).matchAll(/<tr>(.*?)<\/tr>/g)].map(([, cells]) => cells);
  expect(lines).toEqual([
    '<td>day-0.csv</td><td class="num" rowspan="3">1,200</td><td class="num" rowspan="3">3</td><td class="mono">abc</td>',
    '<td>day-1.csv</td><td class="mono">–</td>',
    '<td>day-2.csv</td><td class="mono">def</td>',
  ]);
});

it('names groups that were held back, and only counts rows without a name', () => {
  expect(
    heldOf(
      [
        { group: 'Bar', because: 'few-persons' },
        { group: 'Spa', because: 'complement' },
      ],
      'en',
    ),
  ).toEqual(['Bar: too few persons', 'Spa: would give another away']);
  const column = { en: 'CSAT', zh: '满意率' };
  expect(heldOf([{ group: '酒吧', because: 'few-persons', column }], 'zh')).toEqual(['酒吧（满意率）：人数过少']);
  expect(
    heldOf(
      [
        { group: null, because: 'few-persons' },
        { group: null, because: 'complement' },
      ],
      'en',
    ),
  ).toEqual(['2 rows: too few persons, would give another away']);
});

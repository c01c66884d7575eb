import { comma, semicolon } from '../i18n/punctuation';
import { say as fill, write } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { reportWords as words } from '../i18n/words/report';
import { blankColumnsWords } from '../i18n/words/shell';
import type { Value } from '../metrics/metric';
import type { ReportPage, Section } from './report';
import { mostRows } from './report-rows';
import { reportStyle, reportStyleHash } from './report-style';

/** One self-contained HTML file: no script, no request, under a policy of its own that allows its one style sheet only. */
export function pageOf(report: ReportPage): string {
  const { locale, title } = report;
  const policy = `default-src 'none'; style-src 'sha256-${reportStyleHash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p class="faint">${escaped(report.made)}</p>
${paragraphs(report.text)}
${facts(report)}
</header>
<main>
${report.alarms === null ? '' : `<p class="caution">${escaped(report.alarms)}</p>`}
${report.sections.map((section, at) => sectionOf(section, at, locale)).join('\n')}
${leftOut(report)}
</main>
<footer>
${provenance(report)}
</footer>
${queries(report)}
</body>
</html>
`;
}

/** Text inside markup or a quoted attribute. */
export function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
      // eslint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
  );
}

/** A value as the reader of a language expects it. */
export function shownValue(
  value: Value | undefined,
  format: Parameters<typeof write>[1] | null,
  locale: Locale,
): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return write(value, format ?? 'number', locale);
  if (typeof value === 'boolean') return words[value ? 'yes' : 'no'][locale];
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sectionOf(section: Section, at: number, locale: Locale): string {
  const say = (text: Text) => escaped(text[locale]);
  const heads = section.columns.map(
    ({ label, name, numeric }) =>
      `<th scope="col"${numeric ? ' class="num"' : ''}>${escaped(label ? label[locale] : name)}</th>`,
  );
  const body = section.rows.map(
    (row, line) =>
      `<tr>${section.columns
        .map(({ name, format, numeric }, place) => {
          const isAll = place === 0 && row[name] === null;
          const isHeld = !isAll && section.isHeld(line, name);
          const text = isAll ? words.all[locale] : isHeld ? '⊘' : shownValue(row[name], format, locale);
          const kind = [...(numeric ? ['num'] : []), ...(isHeld ? ['held'] : [])].join(' ');
          return `<td${kind ? ` class="${kind}"` : ''}>${escaped(text)}</td>`;
        })
        .join('')}</tr>`,
  );
  return `<section id="s${String(at + 1)}">
<h2>${escaped(section.title)}</h2>
${section.question ? `<p class="question">${escaped(section.question)}</p>` : ''}
${section.note ? `<div class="note">${paragraphs(section.note)}</div>` : ''}
${section.charts.map((chart) => `<figure role="group" aria-label="${escaped(chart.title)}"><figcaption>${escaped(chart.title)}</figcaption>${chart.svg}<p class="alternative">${escaped(chart.alternative)}</p></figure>`).join('\n')}
${section.remarks.length ? `<h3>${say(words.remarks)}</h3><ul class="remarks">${section.remarks.map(({ level, text }) => `<li class="${level}">${escaped(text)}</li>`).join('')}</ul>` : ''}
${
  section.rows.length
    ? `<h3>${say(words.table)}</h3><div class="scroll"><table${isWide(section, locale) ? ' class="wide"' : ''}><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>${section.blank.length ? `<p class="faint">${escaped(fill(blankColumnsWords, { names: section.blank.join(comma[locale]) }, locale))}</p>` : ''}${section.more ? `<p class="faint">${escaped(fill(words.moreRows, { n: section.more }, locale))}</p>` : ''}`
    : ''
}
${section.uncut === null ? '' : `<p class="caution">${escaped(fill(words.uncut, { all: section.uncut, used: mostRows }, locale))}</p>`}
${section.held.length ? `<h3>${say(words.held)}</h3><p class="faint">${escaped(fill(words.heldWhy, { k: section.k }, locale))}</p><ul>${section.held.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>` : ''}
${section.rowLevel ? `<p class="caution">${say(words.rowLevel)}</p>` : ''}
${section.redactions ? `<p class="faint">${escaped(fill(words.redacted, { n: section.redactions }, locale))}</p>` : ''}
<details>
<summary>${say(words.method)}</summary>
${definitions([
  [words.formula[locale], section.formula],
  [words.counted[locale], section.counted],
  [words.params[locale], section.params],
  ...section.whole.map(({ name, said }) => [name, said] as const),
])}
${section.sources.length ? `<h3>${say(words.sources)}</h3><ul>${section.sources.map((source) => `<li>${escaped(source)}</li>`).join('')}</ul>` : ''}
</details>
</section>`;
}

/** About so many letters of a table's small print stand beside each other on A4. */
const lettersAcross = 105;

/** Whether the columns of a table need headings that stand upright to fit on paper. */
function isWide({ columns }: Section, locale: Locale): boolean {
  const letters = columns.map(({ label, name, numeric }) => {
    const parts = (label ? label[locale] : name).split(/[\s\p{Script=Han}]/u);
    return Math.max(numeric ? 6 : 10, ...parts.map(({ length }) => length)) + 1;
  });
  return columns.length > 8 && letters.reduce((sum, one) => sum + one, 0) > lettersAcross;
}

/** All SQL behind the figures, each text once with the sections that it serves. */
function queries({ sections, locale }: ReportPage): string {
  const serves = new Map<string, string[]>();
  for (const { title, sql } of sections)
    for (const [name, text] of Object.entries(sql))
      serves.set(text, [...(serves.get(text) ?? []), `${title} · ${name}`]);
  if (!serves.size) return '';
  const list = [...serves].map(
    ([text, names]) => `<h3>${escaped([...new Set(names)].join(', '))}</h3><pre>${escaped(text)}</pre>`,
  );
  return `<section class="queries"><h2>SQL</h2><p class="faint">${escaped(words.queries[locale])}</p><details><summary>${escaped(fill(words.queriesShow, { n: list.length }, locale))}</summary>
${list.join('\n')}
</details></section>`;
}

function leftOut({ leftOut: items, locale }: ReportPage): string {
  if (!items.length) return '';
  const list = items.map(({ title, why }) => `<li>${escaped(title)}: ${escaped(why)}</li>`).join('');
  return `<section><h2>${escaped(words.leftOut[locale])}</h2><ul>${list}</ul></section>`;
}

function facts({ filters, locale, period }: ReportPage): string {
  return definitions([
    [words.filters[locale], filters.length ? filters.join(semicolon[locale]) : words.noFilters[locale]],
    ...(period === null ? [] : [[words.period[locale], period] as const]),
  ]);
}

function provenance({ files, versions, sections, locale, k }: ReportPage): string {
  const rows = files.flatMap((table) => table.files.map((_, at) => fileRow(table, at, locale)));
  return `<h2>${escaped(words.provenance[locale])}</h2>
<div class="scroll"><table><thead><tr><th scope="col">${escaped(words.file[locale])}</th><th scope="col" class="num">${escaped(words.rows[locale])}</th><th scope="col" class="num">${escaped(words.rejected[locale])}</th><th scope="col">SHA-256</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>
${definitions(versions)}
<p class="faint">${escaped(fill(sections.some(({ rowLevel }) => rowLevel) ? words.privacyRows : words.privacy, { k }, locale))}</p>`;
}

/** Files of one table stand under each other beside what was counted of all of them. */
function fileRow({ files, rows, rejected }: ReportPage['files'][number], at: number, locale: Locale): string {
  const { name, hash } = files[at] ?? { name: '', hash: null };
  const across = files.length > 1 ? ` rowspan="${String(files.length)}"` : '';
  const counts =
    at === 0 ? [rows, rejected].map((n) => `<td class="num"${across}>${write(n, 'count', locale)}</td>`) : [];
  return `<tr><td>${escaped(name)}</td>${counts.join('')}<td class="mono">${escaped(hash ?? '–')}</td></tr>`;
}

function definitions(pairs: readonly (readonly [string, string])[]): string {
  const full = pairs.filter(([, text]) => text !== '');
  return full.length
    ? `<dl>${full.map(([name, text]) => `<dt>${escaped(name)}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>`
    : '';
}

function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => `<p>${escaped(part.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

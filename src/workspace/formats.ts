import type { TopLevelSpec } from 'vega-lite';
import { themed } from '../charts/theme';
import type { Locale } from '../i18n/text';
import type { Chart, Value } from '../metrics/metric';
import { asCsv } from './cell-text';
import type { Cleared } from './cleared';
import { titled } from './titled';

/** A cell as a spreadsheet may show it: numbers stay numbers; text that a spreadsheet would take for a formula gets an apostrophe. */
export function harmless(value: Value | undefined): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[\s\0]*[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text;
}

/** The table that may leave as CSV. */
export function csvOf(cleared: Cleared): Blob {
  const columns = cleared.columns.map(({ name }) => name);
  const rows = cleared.rows.map((row) =>
    Object.fromEntries(columns.map((name) => [name, harmless(row[name])] as const)),
  );
  const heads = columns.map((name) => String(harmless(name)));
  const renamed = rows.map((row) =>
    Object.fromEntries(columns.map((name, at) => [heads[at] ?? name, row[name] ?? null])),
  );
  return new Blob([asCsv(heads, renamed)], { type: 'text/csv' });
}

/** The same as an Excel workbook, headed in words. */
export async function xlsxOf(cleared: Cleared, locale: Locale): Promise<Blob> {
  const { default: write } = await import('write-excel-file/universal');
  const head = cleared.columns.map(({ name, label }) => ({
    value: String(harmless(label?.[locale] ?? name)),
    fontWeight: 'bold' as const,
  }));
  const body = cleared.rows.map((row) => cleared.columns.map(({ name }) => cellOf(harmless(row[name]))));
  return write([head, ...body], { sheet: 'Sheet1' }).toBlob();
}

function cellOf(value: string | number | boolean | null) {
  if (value === null) return null;
  if (typeof value === 'number') return { value, type: Number };
  return typeof value === 'boolean' ? { value, type: Boolean } : { value, type: String };
}

/** A chart that may leave, by its place among those of what was cleared; null where there is none. */
export function chartOf(cleared: Cleared, at: number, locale: Locale): Chart | null {
  return cleared.charts(locale)[at] ?? null;
}

/** The chart's Vega-Lite spec with its title, the look and the data that passed. */
export function specOf(chart: Chart, order: readonly string[]): Blob {
  const spec = { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', ...themed(titled(chart), 'light', order) };
  return new Blob([JSON.stringify(spec, null, 2)], { type: 'application/json' });
}

/** The chart as SVG text to stand under a title, without scripts, links and inline styles; needs no page. */
export function svgOf(chart: Chart, order: readonly string[]): Promise<string> {
  return drawn(chart.spec, order);
}

/** The same as a picture of its own, with its title. */
export function pictureOf(chart: Chart, order: readonly string[]): Promise<string> {
  return drawn(titled(chart), order);
}

async function drawn(spec: TopLevelSpec, order: readonly string[]): Promise<string> {
  const view = await viewOf(spec, order);
  try {
    return plain(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** The chart with its title as a PNG of twice its size; needs a page. */
export async function pngOf(chart: Chart, order: readonly string[]): Promise<Blob> {
  const view = await viewOf(titled(chart), order);
  try {
    const canvas = await view.toCanvas(2);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new TypeError('the chart has no area'));
      }, 'image/png');
    });
  } finally {
    view.finalize();
  }
}

async function viewOf(spec: TopLevelSpec, order: readonly string[]) {
  const [{ parse, View, Error: onlyErrors }, { compile }, { expressionInterpreter }] = await Promise.all([
    import('vega'),
    import('vega-lite'),
    import('vega-interpreter'),
  ]);
  const sized = widened(themed(spec, 'light', order));
  const runtime = parse(compile(sized).spec, undefined, { ast: true });
  return new View(runtime, { renderer: 'none', expr: expressionInterpreter, logLevel: onlyErrors }).runAsync();
}

/** On a page a chart is as wide as its place; alone it is 720 pixels wide. */
function widened(spec: TopLevelSpec): TopLevelSpec {
  return 'width' in spec && spec.width === 'container' ? { ...spec, width: 640, autosize: { type: 'pad' } } : spec;
}

function plain(svg: string): string {
  return svg
    .replaceAll(/<script[\s\S]*?<\/script>/gi, '')
    .replaceAll(/\sstyle="[^"]*"/g, '')
    .replaceAll(/\s(?:xlink:)?href="(?!#)[^"]*"/g, '')
    .replaceAll(/\son\w+="[^"]*"/gi, '');
}

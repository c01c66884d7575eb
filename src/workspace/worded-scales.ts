import type { Imported, Reading } from '../engine/intake/imported';
import type { Remark, Text } from '../i18n/text';
import type { Feed } from '../model/mapping';

/** For each worded scale that feeds a table: how many cells were read as numbers, which word as which, and what was not read. */
export function wordedScales(tables: readonly Imported[], feeds: readonly Feed[]): readonly Remark[] {
  return tables.flatMap(({ table, rows, columns }) => {
    const used = new Set(feeds.filter(({ source }) => source === table).flatMap(columnsOf));
    return columns.flatMap(({ name, reading, nulls, missing, failed }): Remark[] => {
      const labels = scaleLabels(reading);
      if (!labels || !used.has(name)) return [];
      const rest = [
        ...(missing.length
          ? [{ en: `no rating in ${missing.join(', ')}`, zh: `${missing.join('、')} 视为未评分` }]
          : []),
        ...(failed
          ? [{ en: `${String(failed)} other cells not read`, zh: `另有 ${String(failed)} 个单元格无法识别` }]
          : []),
      ];
      return [
        {
          level: 'note',
          say: {
            en: '{n:count} cells of “{column}” ({source}) are words of a scale, read as numbers: {labels}{rest}',
            zh: '{source} 的“{column}”有 {n:count} 个单元格为量表文字，已换算为数值：{labels}{rest}',
          },
          with: {
            n: rows - nulls,
            column: name.trim(),
            source: table,
            labels,
            rest: { en: rest.map(({ en }) => `; ${en}`).join(''), zh: rest.map(({ zh }) => `；${zh}`).join('') },
          },
        },
      ];
    });
  });
}

/** Which word of a scale was read as which number, highest first; null: no words were. */
export function scaleLabels(reading: Reading): Text | null {
  if (reading.kind !== 'likert') return null;
  const labels = Object.entries(reading.labels)
    .sort(([, a], [, b]) => b - a)
    .map(([label, value]) => `${label} = ${String(value)}`);
  return { en: labels.join(', '), zh: labels.join('、') };
}

function columnsOf({ columns, answers }: Feed): readonly string[] {
  const own = Object.values(columns).flatMap((supply) => (supply.kind === 'column' ? [supply.column] : []));
  return [...own, ...(answers ?? []).flatMap((unpivoted) => unpivoted.columns)];
}

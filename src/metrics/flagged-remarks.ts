import { write } from '../i18n/say';
import type { Remark, Text } from '../i18n/text';
import type { Found, Heading, Headline, Value } from './found';

interface Shown {
  readonly headings: Readonly<Record<string, Heading>>;
  readonly headline?: Headline;
}

/** Both figures in a sentence, where authenticity flags forms and leaving them out (or in) was tried; else none. */
export function flaggedRemarks({ summary, rows }: Found, { headings, headline }: Shown): readonly Remark[] {
  if (summary.without_flagged === null) return [tooMany];
  const left = objectOf(summary.without_flagged);
  const other = left ?? objectOf(summary.with_flagged);
  if (!other || !other.flagged) return [];
  const counts = { flagged: Number(other.flagged), forms: Number(other.forms) };
  const key = [headline?.value, 'index', 'alpha', 'r2'].find(
    (name) => name !== undefined && typeof summary[name] === 'number',
  );
  const heading = key === undefined ? undefined : headings[key];
  const format = key === headline?.value ? (headline?.format ?? 'number') : (heading?.format ?? 'number');
  const [own, twin] = key === undefined ? [null, null] : [summary[key], other[key]];
  const what: Text = heading?.label ?? { en: key ?? '', zh: key ?? '' };
  const by = objectOf(other.rules) ? { en: ' by the rules set there', zh: '（按所设规则）' } : { en: '', zh: '' };
  const same =
    typeof own === 'number' && typeof twin === 'number' && write(own, format, 'en') === write(twin, format, 'en');
  const changed = same
    ? { en: `{what} is {own:${format}} as well`, zh: `{what}同样为 {own:${format}}` }
    : {
        en: `{what} is {twin:${format}} instead of {own:${format}}`,
        zh: `{what}为 {twin:${format}}，而不是 {own:${format}}`,
      };
  const now = left ? { en: 'counted here', zh: '此处已计入' } : { en: 'left out here', zh: '此处已剔除' };
  const remarks: Remark[] = [
    {
      level: 'note',
      say: {
        en: `{flagged:count} of {forms:count} forms carry a flag of authenticity{by} and are {now}${key === undefined ? '' : `; {side}, ${changed.en}`}`,
        zh: `{forms:count} 份问卷中有 {flagged:count} 份被真实性检查{by}标记，{now}${key === undefined ? '' : `；{side}时，${changed.zh}`}`,
      },
      with: {
        ...counts,
        now,
        by,
        side: left ? { en: 'without them', zh: '剔除' } : { en: 'with them', zh: '计入' },
        what,
        own: typeof own === 'number' ? own : null,
        twin: typeof twin === 'number' ? twin : null,
      },
    },
  ];
  const moved = headline ? largestShift(rows, headline.value, left ? 'without_flagged' : 'with_flagged') : null;
  if (moved && headline)
    remarks.push({
      level: 'note',
      say: {
        en: `That moves {name} most: {twin:${headline.format}} instead of {own:${headline.format}}`,
        zh: `其中变化最大的是 {name}：{twin:${headline.format}}，而不是 {own:${headline.format}}`,
      },
      with: moved,
    });
  return remarks;
}

const tooMany: Remark = {
  level: 'note',
  say: {
    en: 'There are so many answers that those flagged by authenticity are not looked for unasked: to see the figures without them, leave them out in “Answers that authenticity flags” (flagged)',
    zh: '回答数量过多，未自动查找被真实性检查标记的回答；如需查看剔除后的数值，请在“真实性存疑的回答”（flagged）中选择剔除',
  },
};

function largestShift(rows: Found['rows'], value: string, beside: string) {
  const shifts = rows.flatMap((row) => {
    const [name] = Object.values(row);
    const [own, twin] = [row[value], row[beside]];
    return typeof name === 'string' && typeof own === 'number' && typeof twin === 'number' && own !== twin
      ? [{ name, own, twin }]
      : [];
  });
  return shifts.sort((a, b) => Math.abs(b.own - b.twin) - Math.abs(a.own - a.twin))[0] ?? null;
}

function objectOf(value: Value | undefined): Readonly<Record<string, Value>> | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<string, Value>>)
    : null;
}

import type { Text } from '../i18n/text';
import { answersOf } from './answers';
import { answerKinds, type AnswerKind, type Answers, type Feed, type Supply } from './mapping';
import type { Looked, LookedColumn } from './matching';
import { fieldsOf, type TableName } from './schema';
import { noWords, yesWords } from './words';

/** Why a column is taken that a person named. */
const told: Text = { en: 'as you said', zh: '按您的指定' };

/** The feed with a source column for a canonical one; unit, words and zeros as its header and values say. */
export function withColumn(feed: Feed, column: string, source: LookedColumn, looked: Looked): Feed {
  const { unit } = source.header;
  const zero = looked.profile?.zeroWhen[source.name] && ['csat', 'first_response_s'].includes(column);
  const supply: Supply = {
    kind: 'column',
    column: source.name,
    ...(column.endsWith('_s') && unit && unit !== 's' && source.reading.kind !== 'duration' ? { unit } : {}),
    ...(feed.table === 'orders' && column === 'status' ? { words: 'order-status' as const } : {}),
    ...(zero ? { missing: ['0'] } : {}),
  };
  return saidOf(feed, column, supply);
}

/** The feed with one value for all rows; `responses.kind` takes scale and zeros of the score along. */
export function withConstant(feed: Feed, column: string, value: string | number | boolean, looked: Looked): Feed {
  const next = saidOf(feed, column, { kind: 'constant', value });
  const kind = feed.table === 'responses' && column === 'kind' ? answerKind(String(value)) : null;
  const score = feed.columns.score;
  if (!kind || feed.answers || score?.kind !== 'column') return next;
  const source = looked.columns.find(({ name }) => name === score.column);
  return source ? scored(next, source, kind, looked) : next;
}

/** A feed of one score a row, of a kind; where columns of the file say the kind and the scale of each row, they go on saying it. */
export function scored(feed: Feed, source: LookedColumn, kind: AnswerKind, looked: Looked): Feed {
  const { kind: named, scale_min: low, scale_max: high } = feed.columns;
  const isColumn = (supply: Supply | undefined) => supply !== undefined && supply.kind !== 'constant';
  if (named && isColumn(named)) return saidOf(feed, 'score', { kind: 'column', column: source.name });
  const { words, missing, scale } = answersOf([source], kind, 'row', looked);
  const zero = looked.profile?.zeroWhen[source.name] && kind !== 'nps' ? ['0'] : missing;
  const constant = (value: string | number): Supply => ({ kind: 'constant', value });
  const { scale_min: _, scale_max: __, ...columns } = feed.columns;
  return {
    ...feed,
    columns: {
      ...columns,
      score: { kind: 'column', column: source.name, ...(words ? { words } : {}), ...(zero ? { missing: zero } : {}) },
      kind: constant(kind),
      ...(low && high && isColumn(low) && isColumn(high)
        ? { scale_min: low, scale_max: high }
        : scale
          ? { scale_min: constant(scale[0]), scale_max: constant(scale[1]) }
          : {}),
    },
    reasons: { ...feed.reasons, score: told },
  };
}

/** A survey's feed with a column that is the answer for the whole, e.g. NPS, beside its others. */
export function withWhole(feed: Feed, kind: AnswerKind, source: LookedColumn, looked: Looked): Feed {
  const kept = (feed.answers ?? wholeOf(feed)).filter(
    (one) => !(one.kind === kind && one.touchpoint !== 'name') && !one.columns.includes(source.name),
  );
  const wide = kept.some(({ touchpoint }) => touchpoint === 'name');
  const items = (feed.answers ?? []).flatMap((one) =>
    one.touchpoint === 'name' && one.columns.includes(source.name)
      ? [{ ...one, columns: one.columns.filter((name) => name !== source.name) }]
      : [],
  );
  const own = answersOf([source], kind, wide || items.length || !feed.columns.touchpoint ? 'none' : 'row', looked);
  const { score: _, kind: __, scale_min: ___, scale_max: ____, ...columns } = feed.columns;
  return { ...feed, columns, answers: [own, ...kept, ...items] };
}

/** Columns that become one answer each. */
export interface Unpivoted {
  readonly kind: AnswerKind;
  readonly columns: readonly LookedColumn[];
}

/**
 * A survey's feed with groups of columns that become answers, in the place of such groups before; answers for the whole
 * stay. Columns of the second Kano question take the items of the first in their order. `named`: the touchpoint comes
 * from a column all the same.
 */
export function unpivoted(feed: Feed, groups: readonly Unpivoted[], looked: Looked, named = false): Feed {
  const said = new Set(groups.flatMap(({ columns }) => columns.map(({ name }) => name)));
  const functional = groups.find(({ kind }) => kind === 'kano_functional')?.columns ?? [];
  const answers = groups.map(({ kind, columns }): Answers => {
    const made = answersOf(columns, kind, 'name', looked);
    if (kind !== 'kano_dysfunctional') return made;
    return { ...made, items: Object.fromEntries(columns.map(({ name }, at) => [name, functional[at]?.name ?? name])) };
  });
  const kept = (feed.answers ?? wholeOf(feed)).filter(
    ({ touchpoint, columns }) => touchpoint !== 'name' && !columns.some((name) => said.has(name)),
  );
  const { score: _, kind: __, scale_min: ___, scale_max: ____, ...columns } = feed.columns;
  const { touchpoint: _____, ...bare } = columns;
  return {
    ...feed,
    columns: {
      ...(named ? columns : bare),
      ...(columns.customer_id ? {} : { customer_id: { kind: 'row' } as const }),
    },
    answers: [...kept.map((one) => ({ ...one, touchpoint: 'none' as const })), ...answers],
  };
}

/** A text as a constant of a canonical column; null: it is none. */
export function constantOf(table: TableName, column: string, text: string): string | number | boolean | null {
  const kind = fieldsOf(table)[column]?.kind ?? 'text';
  const word = text.trim().toLowerCase();
  if (kind === 'number') return word !== '' && Number.isFinite(Number(word)) ? Number(word) : null;
  if (kind === 'flag') {
    if ((yesWords as readonly string[]).includes(word)) return true;
    return (noWords as readonly string[]).includes(word) ? false : null;
  }
  if (table === 'responses' && column === 'kind') return answerKind(text);
  if (kind === 'time') return /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/.test(text.trim()) ? text.trim() : null;
  return text === '' ? null : text;
}

export function answerKind(word: string): AnswerKind | null {
  return answerKinds.find((kind) => kind === word) ?? null;
}

function saidOf(feed: Feed, column: string, supply: Supply): Feed {
  return {
    ...feed,
    columns: { ...feed.columns, [column]: supply },
    reasons: { ...feed.reasons, [column]: told },
  };
}

/** A long feed's one score, as answers. */
function wholeOf(feed: Feed): readonly Answers[] {
  const { score, kind, scale_min: low, scale_max: high } = feed.columns;
  const asked = kind?.kind === 'constant' ? answerKind(String(kind.value)) : null;
  if (score?.kind !== 'column' || !asked) return [];
  const scale =
    low?.kind === 'constant' && high?.kind === 'constant'
      ? { scale: [Number(low.value), Number(high.value)] as const }
      : {};
  const { missing, words } = score;
  return [
    {
      columns: [score.column],
      kind: asked,
      touchpoint: 'row',
      ...(missing ? { missing } : {}),
      ...(words ? { words } : {}),
      ...scale,
    },
  ];
}

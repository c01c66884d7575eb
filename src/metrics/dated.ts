import { nothing, sql, type Sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import type { Dated } from '../model/filters';
import { refused } from './params';

interface Asked {
  readonly params: {
    readonly date: 'auto' | Dated;
    readonly metric: string | null;
    readonly touchpoint: string | null;
  };
  has(role: string): boolean;
}

/** Metrics of answers: only they can stand at the visit instead of the answer. */
const ofAnswers = ['csat', 'nps', 'ces', 'satisfaction-index', 'reliability', 'consistency', 'sentiment'];
const visits = [
  'interactions.customer_id',
  'interactions.touchpoint',
  'interactions.occurred_at',
  'responses.customer_id',
  'responses.touchpoint',
  'responses.submitted_at',
];

/** Where the answers of the followed metric stand in time: at the visit if the data know it, unless it was asked otherwise. */
export function datedBy({ params, has }: Asked): Dated {
  if (params.date === 'answer') return 'answer';
  const known = visits.every((role) => has(role));
  if (!known && params.date === 'experience')
    throw refused('date', params.date, {
      en: 'answer: no visits are known by customer, touchpoint and time, or answers do not name customer and touchpoint',
      zh: 'answer（作答日期）：没有同时含客户、触点与时间的到访记录，或回答未注明客户与触点',
    });
  return known ? 'experience' : 'answer';
}

/** Columns of `datedAnswers`. */
export const datedColumns = { answers: 'number', unmet: 'number' } as const;

/** How many answers there are, and how many have no visit before them and keep their own date. */
export function datedAnswers(ask: Asked): Sql {
  if (!isMoved(ask)) return sql`SELECT 0::DOUBLE AS answers, 0::DOUBLE AS unmet`;
  const { touchpoint } = ask.params;
  const there = touchpoint === null ? nothing : sql`AND touchpoint = ${touchpoint}`;
  return sql`SELECT count(*)::DOUBLE AS answers, count(*) FILTER (visited_at IS NULL)::DOUBLE AS unmet FROM responses WHERE submitted_at IS NOT NULL ${there}`;
}

/** What the summary says of it: nothing for metrics that are not of answers. */
export function datedOf(rows: readonly { readonly answers: number; readonly unmet: number }[], ask: Asked) {
  if (!isOfAnswers(ask)) return {};
  return { date: datedBy(ask), unmet: isMoved(ask) ? (rows[0]?.unmet ?? 0) : null };
}

/** In words where answers stand at visits, and how many do not. */
export function datedRemarks(said: { readonly date?: Dated; readonly unmet?: number | null }): readonly Remark[] {
  if (said.date !== 'experience') return [];
  return [
    {
      level: 'note',
      say: {
        en: 'Answers stand in the period of the visit they speak of, not of the answer; {unmet:count} without an earlier visit stand at their own date',
        zh: '回答按所评价的体验日期归入周期，而非作答日期；{unmet:count} 条找不到此前体验的，按作答日期归入',
      },
      with: { unmet: said.unmet ?? 0 },
    },
  ];
}

function isOfAnswers({ params }: Asked): boolean {
  return ofAnswers.includes(params.metric ?? 'csat');
}

function isMoved(ask: Asked): boolean {
  return isOfAnswers(ask) && datedBy(ask) === 'experience';
}

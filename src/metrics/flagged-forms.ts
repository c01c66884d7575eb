import { identifier, join, sql, type Sql } from '../engine/sql';
import { benjaminiHochberg } from '../stats/benjamini-hochberg';
import { bursts } from '../stats/bursts';
import { groupBy } from './group-by';
import type { Params, ValuesOf } from './params';

/** The rules by which a form is flagged, and their thresholds. */
export const flagRules = {
  items: {
    kind: 'number',
    default: 6,
    min: 2,
    max: 1000,
    whole: true,
    label: { en: 'Least items for straight lines', zh: '直线作答的最少题数' },
  },
  run: { kind: 'number', default: 6, min: 2, max: 1000, whole: true, label: { en: 'Least run', zh: '最短相同串' } },
  run_share: {
    kind: 'number',
    default: 0.8,
    min: 0,
    max: 1,
    label: { en: 'Run, share of the answers', zh: '相同串占比' },
  },
  speed_share: {
    kind: 'number',
    default: 1 / 3,
    min: 0,
    max: 1,
    label: { en: 'Speeder below, of the median', zh: '赶答线（中位数的比例）' },
  },
  duplicate_hours: {
    kind: 'number',
    default: 24,
    min: 0,
    max: 100_000,
    label: { en: 'Duplicates within hours', zh: '重复判定时限（小时）' },
  },
  text_length: {
    kind: 'number',
    default: 40,
    min: 1,
    max: 10_000,
    whole: true,
    label: { en: 'Least length of repeated texts', zh: '重复文本的最短长度' },
    hint: {
      en: 'In letters; a Chinese character counts as three. Shorter texts are written alike by honest people',
      zh: '按字母计，一个汉字计为 3；更短的文本常有人如实写得相同',
    },
  },
} as const satisfies Params;

export type FlagRules = ValuesOf<typeof flagRules>;

/** How many durations must be there before anybody is called a speeder. */
const leastDurations = 20;

/**
 * One row a form (response_id) of `responses`, as a subquery: touchpoint (null where it speaks of several), hour,
 * answers, longest_run, spread, seconds, median_s, and what rules say: straight_line, speeder,
 * duplicate (the same words, or the same answers of one customer within hours), marked (any of them). Bursts are told from `burstHours`.
 */
export function forms(rules: FlagRules, responses: Sql = identifier('responses')): Sql {
  return sql`(
    WITH gathered AS (
      SELECT response_id, any_value(customer_id) AS customer_id, CASE WHEN min(touchpoint) = max(touchpoint) THEN min(touchpoint) END AS touchpoint,
             max(submitted_at) AS submitted_at, max(coalesce(duration_s, epoch(submitted_at) - epoch(started_at)))::DOUBLE AS seconds,
             count(score) AS answers, stddev_samp(score)::DOUBLE AS spread,
             sum((hash(item, touchpoint, kind, score) % 1000000007)::BIGINT) FILTER (score IS NOT NULL) AS scores
      FROM ${responses} GROUP BY response_id),
    said AS (SELECT * EXCLUDE (customer_id, scores), CASE WHEN customer_id IS NOT NULL AND answers > 0 THEN hash(customer_id, touchpoint, answers, scores) END AS same FROM gathered),
    islands AS (
      SELECT response_id, score, row_number() OVER (PARTITION BY response_id ORDER BY position) - row_number() OVER (PARTITION BY response_id, score ORDER BY position) AS island
      FROM ${responses} SEMI JOIN (SELECT response_id FROM said WHERE answers > 1) USING (response_id) WHERE score IS NOT NULL),
    runs AS (SELECT response_id, max(n) AS run FROM (SELECT response_id, count(*) AS n FROM islands GROUP BY response_id, score, island) GROUP BY response_id),
    written AS (SELECT response_id, count(*) AS n, any_value(text) AS text FROM ${responses} WHERE text IS NOT NULL GROUP BY response_id),
    whole AS (
      SELECT response_id, text FROM written WHERE n = 1
      UNION ALL
      SELECT response_id, string_agg(text, ' ' ORDER BY position) FROM ${responses} SEMI JOIN (SELECT response_id FROM written WHERE n > 1) USING (response_id)
      WHERE text IS NOT NULL GROUP BY response_id),
    texts AS (SELECT response_id, lower(regexp_replace(text, '[[:space:][:punct:]，。！？、；：…]', '', 'g')) AS words FROM whole),
    copied AS (SELECT response_id FROM texts WHERE length(words) + 2 * length(regexp_replace(words, '[^\p{Han}]', '', 'g')) >= ${rules.text_length} QUALIFY count(*) OVER (PARTITION BY words) > 1),
    keyed AS (SELECT response_id, submitted_at, same FROM said WHERE same IS NOT NULL),
    twice AS (SELECT same FROM keyed GROUP BY same HAVING count(*) > 1),
    timed AS (
      SELECT response_id, epoch(submitted_at) AS t, lag(epoch(submitted_at)) OVER earlier AS before, lead(epoch(submitted_at)) OVER earlier AS after
      FROM keyed SEMI JOIN twice USING (same) WINDOW earlier AS (PARTITION BY same ORDER BY submitted_at, response_id)),
    repeated AS (
      SELECT response_id FROM timed WHERE least(t - before, after - t) <= ${rules.duplicate_hours * 3600}
      UNION SELECT response_id FROM copied),
    pace AS (SELECT CASE WHEN count(*) >= ${leastDurations} THEN quantile_cont(seconds, 0.5) END AS median_s FROM said WHERE seconds >= 0),
    judged AS (
      SELECT said.*, pace.median_s, coalesce(runs.run, CASE WHEN answers > 0 THEN 1 END)::DOUBLE AS longest_run,
             coalesce(answers >= ${rules.items} AND runs.run >= ${rules.run} AND runs.run >= ${rules.run_share} * answers, false) AS straight_line,
             coalesce(seconds >= 0 AND seconds < ${rules.speed_share} * pace.median_s, false) AS speeder,
             repeated.response_id IS NOT NULL AS duplicate
      FROM said CROSS JOIN pace LEFT JOIN runs USING (response_id) LEFT JOIN repeated USING (response_id))
    SELECT response_id, touchpoint, floor(epoch(submitted_at) / 3600)::DOUBLE AS hour, answers::DOUBLE AS answers, longest_run, spread, seconds, median_s,
           straight_line, speeder, duplicate, straight_line OR speeder OR duplicate AS marked
    FROM judged)`;
}

/** An hour at a touchpoint with the number of forms in it. */
export interface Hour {
  readonly touchpoint: string | null;
  readonly hour: number | null;
  readonly n: number;
}

/** With fewer forms no hour is called a burst. */
export const leastInBurst = 10;

/**
 * Those hours (with at least ten forms) that are too full at their touchpoint (q < 0.01), empty hours in between counted;
 * days instead of hours where answers bear a date alone.
 */
export function burstHours<H extends Hour>(hours: readonly H[]): readonly H[] {
  const timed = hours.flatMap((one) => (one.hour === null ? [] : [{ one, hour: one.hour }]));
  const start = timed.reduce((first, { hour }) => Math.min(first, hour), Infinity);
  const step = timed.every(({ hour }) => (hour - start) % 24 === 0) ? 24 : 1;
  return [...groupBy(timed, ({ one }) => one.touchpoint).values()].flatMap((own) => {
    const at = own.map(({ hour }) => (hour - start) / step);
    const [first, last] = [at.reduce((a, b) => Math.min(a, b)), at.reduce((a, b) => Math.max(a, b))];
    if (own.length < 3 || last - first > 200_000) return [];
    const counts = new Array<number>(last - first + 1).fill(0);
    own.forEach(({ one }, nth) => (counts[(at[nth] ?? 0) - first] = one.n));
    const q = benjaminiHochberg(bursts(counts));
    return own
      .filter(({ one }, nth) => one.n >= leastInBurst && (q[(at[nth] ?? 0) - first] ?? 1) < 0.01)
      .map(({ one }) => one);
  });
}

/** Whether a row of `forms` lies in one of these hours. */
export function inHours(hours: readonly Hour[]): Sql {
  if (!hours.length) return sql`false`;
  return join(
    hours.map(({ touchpoint, hour }) => sql`(hour = ${hour} AND touchpoint IS NOT DISTINCT FROM ${touchpoint})`),
    ' OR ',
  );
}

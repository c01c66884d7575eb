import { bars } from '../charts/bars';
import { sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { benjaminiHochberg } from '../stats/benjamini-hochberg';
import { bursts } from '../stats/bursts';
import { quantile } from '../stats/quantile';
import { straightLine } from '../stats/straight-line';
import { wilson } from '../stats/wilson';
import { groupBy } from './group-by';
import { defineMetric } from './metric';

const most = 100_000;
const rules = ['straight_line', 'speeder', 'duplicate', 'burst'] as const;

export default defineMetric({
  id: 'authenticity',
  title: { en: 'Authenticity of feedback', zh: '反馈真实性' },
  question: {
    en: 'Which answers look careless, hurried, repeated or gamed?',
    zh: '哪些回答像是敷衍、赶答、重复或刷分？',
  },
  formula: {
    en: 'straight line: the longest run of equal answers is at least `run` and `run_share` of at least `items` answers; speeder: under `speed_share` of the median duration; duplicate: the same text, or the same customer with the same answers within `duplicate_hours`; burst: an hour with far more answers at a touchpoint than chance allows (q < 0.01). Flags ask for a look; nothing is deleted.',
    zh: '直线作答：至少 items 题中最长相同答案串不小于 run 且不低于 run_share；赶答：时长低于中位数的 speed_share；重复：文本相同，或同一客户在 duplicate_hours 内给出相同答案；突发：某触点某小时的回答数远超偶然（q < 0.01）。只做标记供复核，从不删除。',
  },
  counted: {
    en: 'Forms (response_id), each once; rules that lack their data flag nobody and say so.',
    zh: '每份问卷（response_id）计一次；缺少所需数据的规则不做标记并说明。',
  },
  source: [
    {
      cite: 'Dunn et al. (2018), Intra-individual response variability',
      url: 'https://doi.org/10.1007/s10869-016-9479-0',
    },
    { cite: 'R package careless; Qualtrics, Response Quality' },
  ],
  needs: ['responses.response_id'],
  params: {
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
      default: 10,
      min: 1,
      max: 10_000,
      whole: true,
      label: { en: 'Least length of repeated texts', zh: '重复文本的最短长度' },
    },
  },
  tables: {
    forms: {
      response_id: 'text',
      touchpoint: 'text?',
      hour: 'number?',
      seconds: 'number?',
      scores: 'numbers',
      repeated: 'flag',
      text_repeated: 'flag',
      total: 'number',
    },
    hours: { touchpoint: 'text?', hour: 'number', n: 'number' },
  },
  headings: {
    response_id: { label: { en: 'Response', zh: '问卷' } },
    straight_line: { label: { en: 'Straight line', zh: '直线作答' } },
    longest_run: { label: { en: 'Longest run', zh: '最长相同串' }, format: 'count' },
    spread: { label: { en: 'Spread', zh: '个人标准差' } },
    speeder: { label: { en: 'Speeder', zh: '赶答' } },
    duplicate: { label: { en: 'Duplicate', zh: '重复' } },
    burst: { label: { en: 'Burst', zh: '突发' } },
    flagged: { label: { en: 'Flagged', zh: '有标记' } },
  },

  query({ params }) {
    const limit = sql`${params.duplicate_hours * 3600}`;
    return {
      forms: sql`
        WITH numbered AS (SELECT row_number() OVER () AS nth, * FROM responses),
        forms AS (
          SELECT response_id, any_value(customer_id) AS customer_id, any_value(touchpoint) AS touchpoint, max(submitted_at) AS submitted_at,
                 max(coalesce(duration_s, epoch(submitted_at) - epoch(started_at))) AS seconds,
                 coalesce(list(score ORDER BY nth) FILTER (score IS NOT NULL), []) AS scores,
                 lower(regexp_replace(coalesce(string_agg(text, ' ' ORDER BY nth), ''), '[[:space:][:punct:]，。！？、；：…]', '', 'g')) AS said
          FROM numbered GROUP BY response_id),
        marked AS (
          SELECT *, count(*) OVER () AS total,
                 length(said) >= ${params.text_length} AND count(*) OVER (PARTITION BY said) > 1 AS text_repeated,
                 customer_id IS NOT NULL AND len(scores) > 0
                   AND least(epoch(submitted_at) - epoch(lag(submitted_at) OVER same), epoch(lead(submitted_at) OVER same) - epoch(submitted_at)) <= ${limit} AS repeated
          FROM forms WINDOW same AS (PARTITION BY customer_id, touchpoint, scores ORDER BY submitted_at, response_id))
        SELECT response_id, touchpoint, floor(epoch(submitted_at) / 3600)::DOUBLE AS hour, seconds::DOUBLE AS seconds, scores,
               coalesce(repeated, false) AS repeated, coalesce(text_repeated, false) AS text_repeated, total::DOUBLE AS total
        FROM marked ORDER BY response_id LIMIT ${most}`,
      hours: sql`
        SELECT touchpoint, floor(epoch(submitted_at) / 3600)::DOUBLE AS hour, count(DISTINCT response_id)::DOUBLE AS n
        FROM responses WHERE submitted_at IS NOT NULL GROUP BY ALL ORDER BY ALL`,
    };
  },

  compute({ forms, hours }, { params, has }) {
    if (!forms.length) return null;
    const times = forms
      .flatMap(({ seconds }) => (seconds === null || !(seconds >= 0) ? [] : [seconds]))
      .sort((a, b) => a - b);
    const median = times.length >= 20 ? quantile(times, 0.5) : null;
    const busy = burstHours(hours);
    const rows = forms.map(({ response_id, touchpoint, hour, seconds, scores, repeated, text_repeated }) => {
      const pattern = straightLine(scores);
      const run = pattern?.longestRun ?? 0;
      const straight = scores.length >= params.items && run >= params.run && run >= params.run_share * scores.length;
      const speeder = median !== null && seconds !== null && seconds >= 0 && seconds < params.speed_share * median;
      const duplicate = repeated || text_repeated;
      const burst = hour !== null && busy.has(key(touchpoint, hour));
      return {
        response_id,
        straight_line: straight,
        longest_run: pattern?.longestRun ?? null,
        spread: pattern?.spread ?? null,
        speeder,
        duplicate,
        burst,
        flagged: straight || speeder || duplicate || burst,
      };
    });
    const count = (rule: (typeof rules)[number] | 'flagged') => rows.filter((row) => row[rule]).length;
    const mean = (kept: (at: number) => boolean): number | null => {
      const scores = forms.flatMap((form, at) => (kept(at) ? form.scores : []));
      return scores.length ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null;
    };
    const share = wilson(count('flagged'), rows.length);
    return {
      rows,
      summary: {
        n: rows.length,
        straight_line: count('straight_line'),
        speeder: count('speeder'),
        duplicate: count('duplicate'),
        burst: count('burst'),
        flagged: count('flagged'),
        flagged_share: count('flagged') / rows.length,
        low: share?.low ?? null,
        high: share?.high ?? null,
        median_s: median,
        mean: mean(() => true),
        mean_without_flagged: mean((at) => !rows[at]?.flagged),
      },
      more: {
        left: (forms[0]?.total ?? rows.length) - rows.length,
        idle: [
          ...(forms.some(({ scores }) => scores.length >= params.items) ? [] : ['straight_line']),
          ...(median === null ? ['speeder'] : []),
          ...(has('responses.submitted_at') ? [] : ['burst']),
        ],
      },
    };
  },

  charts: ({ summary }, { locale }) => [
    bars(
      rules.map((rule) => ({ rule: names[rule][locale], flagged: summary[rule] })),
      {
        group: 'rule',
        value: 'flagged',
        format: 'count',
        title: { en: 'Flagged forms by rule', zh: '各规则标记的问卷数' },
      },
      locale,
    ),
  ],

  remarks({ summary, more }) {
    const remarks: Remark[] = [];
    const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
      remarks.push({ level, say: { en, zh }, with: holes });
    const { flagged, n, flagged_share: share, mean, mean_without_flagged: without } = summary;
    add(
      'finding',
      '{flagged:count} of {n:count} forms ({share:percent}) carry a flag; a flag asks for a look, nothing is left out',
      '{n:count} 份问卷中 {flagged:count} 份（{share:percent}）有标记；标记供复核，未删除任何回答',
      { flagged, n, share },
    );
    if (flagged && mean !== null && without !== null)
      add(
        'note',
        'Without the flagged ones the mean score would be {without} instead of {mean}',
        '剔除有标记的问卷后，平均分为 {without}，而不是 {mean}',
        { without, mean },
      );
    if (summary.straight_line)
      add(
        'note',
        'A satisfied customer may honestly give the same answer throughout',
        '满意的客户也可能如实地全部给同一分',
      );
    if (more?.idle.length)
      add(
        'note',
        'These rules had nothing to go by (6 items, 20 durations, times of answers): {names}',
        '以下规则缺少依据（6 个题项、20 个时长、作答时间）：{names}',
        {
          names: {
            en: more.idle.join(', '),
            zh: more.idle.map((rule) => rules.map((name) => (name === rule ? names[name].zh : '')).join('')).join('、'),
          },
        },
      );
    if (more?.left)
      add(
        'caution',
        'Only the first {most:count} forms were looked at; {left:count} were not',
        '仅检查前 {most:count} 份，另有 {left:count} 份未检查',
        { most, left: more.left },
      );
    return remarks;
  },

  example: {
    given: {
      responses: [
        ...[3, 3, 3, 3, 3, 3].map((score, at) => ({ response_id: 'a', item: `q${String(at)}`, score, text: null })),
        ...[1, 2, 3, 4, 5, 5].map((score, at) => ({
          response_id: 'b',
          item: `q${String(at)}`,
          score,
          text: at ? null : 'Bought twice, never again!',
        })),
        { response_id: 'c', item: null, score: 1, text: 'bought twice never again' },
      ],
    },
    gives: {
      rows: [
        { response_id: 'a', straight_line: true, longest_run: 6, spread: 0, duplicate: false, flagged: true },
        { response_id: 'b', straight_line: false, longest_run: 2, duplicate: true, flagged: true },
        { response_id: 'c', straight_line: false, longest_run: 1, spread: null, duplicate: true },
      ],
      summary: { n: 3, straight_line: 1, duplicate: 2, speeder: 0, burst: 0, flagged: 3 },
    },
  },
});

const names = {
  straight_line: { en: 'straight line', zh: '直线作答' },
  speeder: { en: 'speeder', zh: '赶答' },
  duplicate: { en: 'duplicate', zh: '重复' },
  burst: { en: 'burst', zh: '突发' },
} as const;

function key(touchpoint: string | null, hour: number): string {
  return `${touchpoint ?? ''}\u0000${String(hour)}`;
}

/** Hours (with at least ten answers) that are too full at their touchpoint, empty hours between the first and last counted. */
function burstHours(
  hours: readonly { readonly touchpoint: string | null; readonly hour: number; readonly n: number }[],
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [touchpoint, own] of groupBy(hours, (row) => row.touchpoint)) {
    const [first, last] = [own[0]?.hour ?? 0, own.at(-1)?.hour ?? 0];
    if (own.length < 3 || last - first > 200_000) continue;
    const counts = new Array<number>(last - first + 1).fill(0);
    for (const { hour, n } of own) counts[hour - first] = n;
    benjaminiHochberg(bursts(counts)).forEach((q, at) => {
      if (q !== null && q < 0.01 && (counts[at] ?? 0) >= 10) found.add(key(touchpoint, first + at));
    });
  }
  return found;
}

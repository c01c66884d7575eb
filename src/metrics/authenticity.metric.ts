import { bars } from '../charts/bars';
import { sql } from '../engine/sql';
import { wilson } from '../stats/wilson';
import { authenticityRemarks, ruleNames, rules } from './authenticity-remarks';
import { burstHours, flagRules, forms, leastInBurst, type Hour } from './flagged-forms';
import { defineMetric } from './metric';

/** So many forms are listed, flagged ones first; the summary counts all. */
const mostRows = 100_000;

type Counted = 'n' | 'marked' | 'straight_line' | 'speeder' | 'duplicate';

export default defineMetric({
  id: 'authenticity',
  title: { en: 'Authenticity of feedback', zh: '反馈真实性' },
  question: {
    en: 'Which answers look careless, hurried, repeated or gamed?',
    zh: '哪些回答像是敷衍、赶答、重复或刷分？',
  },
  formula: {
    en: 'straight line: the longest run of equal answers is at least `run` and `run_share` of at least `items` answers; speeder: under `speed_share` of the median duration; duplicate: the same text of at least `text_length` letters (a Chinese character counts as three), or the same customer with the same answers within `duplicate_hours`; burst: an hour with far more answers at a touchpoint than chance allows (q < 0.01). Flags ask for a look; nothing is deleted.',
    zh: '直线作答：至少 items 题中最长相同答案串不小于 run 且不低于 run_share；赶答：时长低于中位数的 speed_share；重复：不短于 text_length 个字母（一个汉字计 3）的文本相同，或同一客户在 duplicate_hours 内给出相同答案；突发：某触点某小时的回答数远超偶然（q < 0.01）。只做标记供复核，从不删除。',
  },
  counted: {
    en: 'Forms (response_id), each once; rules that lack their data stay blank and say so.',
    zh: '每份问卷（response_id）计一次；缺少所需数据的规则留空并说明。',
  },
  source: [
    {
      cite: 'Dunn et al. (2018), Intra-individual response variability',
      url: 'https://doi.org/10.1007/s10869-016-9479-0',
    },
    { cite: 'R package careless; Qualtrics, Response Quality' },
  ],
  needs: ['responses.response_id'],
  slow: true,
  params: flagRules,
  tables: {
    parts: {
      part: 'text',
      response_id: 'text?',
      touchpoint: 'text?',
      hour: 'number?',
      hours: 'numbers?',
      forms: 'numbers?',
      n: 'number?',
      marked: 'number?',
      straight_line: 'number?',
      speeder: 'number?',
      duplicate: 'number?',
      most_answers: 'number?',
      median_s: 'number?',
      longest_run: 'number?',
      spread: 'number?',
    },
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

  query: ({ params }) => ({
    // One table of all, so that forms are gathered once: those listed; how many came in each hour, a row a touchpoint;
    // and the sums over all, and over each hour that holds enough of them to be a burst.
    parts: sql`
      WITH each AS MATERIALIZED (SELECT * FROM ${forms(params)}),
      filled AS MATERIALIZED (
        SELECT touchpoint, hour, count(*)::DOUBLE AS n, (count(*) FILTER (marked))::DOUBLE AS marked,
               (count(*) FILTER (straight_line))::DOUBLE AS straight_line, (count(*) FILTER (speeder))::DOUBLE AS speeder, (count(*) FILTER (duplicate))::DOUBLE AS duplicate,
               coalesce(max(answers), 0)::DOUBLE AS most_answers, max(median_s)::DOUBLE AS median_s
        FROM each GROUP BY touchpoint, hour)
      SELECT 'form' AS part, response_id, touchpoint, hour, marked::DOUBLE AS marked, straight_line::DOUBLE AS straight_line, speeder::DOUBLE AS speeder, duplicate::DOUBLE AS duplicate, longest_run, spread
      FROM (SELECT * FROM each ORDER BY marked DESC, response_id LIMIT ${mostRows})
      UNION ALL BY NAME
      SELECT 'hours' AS part, touchpoint, list(hour ORDER BY hour) AS hours, list(n ORDER BY hour) AS forms FROM filled WHERE hour IS NOT NULL GROUP BY touchpoint
      UNION ALL BY NAME
      SELECT 'hour' AS part, * FROM filled WHERE n >= ${leastInBurst}
      UNION ALL BY NAME
      SELECT 'whole' AS part, sum(n) AS n, sum(marked) AS marked, sum(straight_line) AS straight_line, sum(speeder) AS speeder, sum(duplicate) AS duplicate,
             max(most_answers) AS most_answers, max(median_s) AS median_s
      FROM filled
      ORDER BY part, response_id, touchpoint, hour`,
  }),

  compute({ parts }, { params, has }) {
    const of = (part: string) => parts.filter((one) => one.part === part);
    const [whole] = of('whole');
    if (!whole?.n) return null;
    const filled = of('hours').flatMap(({ touchpoint, hours, forms: counts }) =>
      (hours ?? []).map((hour, at) => ({ touchpoint, hour, n: counts?.[at] ?? 0 })),
    );
    const place = ({ touchpoint, hour }: Pick<Hour, 'touchpoint' | 'hour'>) => JSON.stringify([touchpoint, hour]);
    const isBusy = new Set(burstHours(filled).map(place));
    const busy = of('hour').filter((hour) => isBusy.has(place(hour)));
    const median = whole.median_s;
    const isIdle = {
      straight_line: (whole.most_answers ?? 0) < params.items,
      speeder: median === null,
      duplicate: !has('responses.text') && !has('responses.customer_id'),
      burst: filled.length === 0,
    };
    const by = <T>(rule: keyof typeof isIdle, value: T) => (isIdle[rule] ? null : value);
    const rows = of('form').map((form) => {
      const burst = isBusy.size > 0 && isBusy.has(place(form));
      return {
        response_id: form.response_id,
        longest_run: form.longest_run,
        spread: form.spread,
        straight_line: by('straight_line', form.straight_line === 1),
        speeder: by('speeder', form.speeder === 1),
        duplicate: by('duplicate', form.duplicate === 1),
        burst: by('burst', burst),
        flagged: form.marked === 1 || burst,
      };
    });
    const sum = (column: Counted) => whole[column] ?? 0;
    const inBusy = (column: Counted) => busy.reduce((total, hour) => total + (hour[column] ?? 0), 0);
    const n = sum('n');
    const flagged = sum('marked') + inBusy('n') - inBusy('marked');
    const share = wilson(flagged, n);
    return {
      rows,
      summary: {
        n,
        straight_line: by('straight_line', sum('straight_line')),
        speeder: by('speeder', sum('speeder')),
        duplicate: by('duplicate', sum('duplicate')),
        burst: by('burst', inBusy('n')),
        flagged,
        flagged_share: flagged / n,
        low: share?.low ?? null,
        high: share?.high ?? null,
        median_s: median,
      },
      more: {
        left: n - rows.length,
        idle: rules.filter((rule) => isIdle[rule]),
      },
    };
  },

  charts: ({ summary }, { locale }) => [
    bars(
      rules
        .filter((rule) => summary[rule] !== null)
        .map((rule) => ({ rule: ruleNames[rule][locale], flagged: summary[rule] })),
      {
        group: 'rule',
        value: 'flagged',
        format: 'count',
        title: { en: 'Flagged forms by rule', zh: '各规则标记的问卷数' },
      },
      locale,
    ),
  ],

  remarks: ({ summary, more }) => authenticityRemarks(summary, more),

  example: {
    given: {
      responses: [
        ...[3, 3, 3, 3, 3, 3].map((score, at) => ({ response_id: 'a', item: `q${String(at)}`, score, text: null })),
        ...[1, 2, 3, 4, 5, 5].map((score, at) => ({
          response_id: 'b',
          item: `q${String(at)}`,
          score,
          text: at ? null : 'Bought twice here and waited both times, never again!',
        })),
        { response_id: 'c', item: null, score: 1, text: 'bought twice here and waited both times never again' },
      ],
    },
    gives: {
      rows: [
        { response_id: 'a', straight_line: true, longest_run: 6, spread: 0, duplicate: false, flagged: true },
        { response_id: 'b', straight_line: false, longest_run: 2, duplicate: true, flagged: true },
        { response_id: 'c', straight_line: false, longest_run: 1, spread: null, duplicate: true },
      ],
      summary: { n: 3, straight_line: 1, duplicate: 2, speeder: null, burst: null, flagged: 3 },
    },
  },
});

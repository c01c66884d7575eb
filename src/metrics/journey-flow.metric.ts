import { sankey } from '../charts/sankey';
import { sql } from '../engine/sql';
import { groupBy } from './group-by';
import { eventsWithoutJourney, journeyEvents, journeyParams, placedEvents } from './journeys';
import { defineMetric } from './metric';
import { next } from './stored-order';

/** Words for the nodes that are no touchpoints, by the names that they have or, where a touchpoint has those, get instead. */
const labels = {
  other: { en: 'other', zh: '其他' },
  left: { en: 'left', zh: '离开' },
  '(other)': { en: '(other)', zh: '（其他）' },
  '(left)': { en: '(left)', zh: '（离开）' },
};

export default defineMetric({
  id: 'journey-flow',
  title: { en: 'Journey flow', zh: '旅程流向' },
  question: {
    en: 'How do customers flow from step to step, and where do they leave?',
    zh: '客户逐步流向哪里？在哪一步离开？',
  },
  formula: {
    en: 'customers at step k with one touchpoint who are at step k + 1 with another; who has no next step has left; rare touchpoints are “other”',
    zh: '第 k 步在某触点、第 k+1 步在另一触点的客户数；无下一步者为“离开”；少见触点归入“其他”',
  },
  counted: {
    en: 'every known customer once a step, from the first event of the period',
    zh: '每个可识别客户每步计一次，从期内首个事件开始',
  },
  source: [{ cite: 'van der Aalst (2016), Process Mining', url: 'https://doi.org/10.1007/978-3-662-49851-4' }],
  needs: ['interactions.customer_id', 'interactions.occurred_at', 'interactions.touchpoint'],
  params: {
    steps: { kind: 'number', default: 6, min: 2, max: 50, whole: true, label: { en: 'Steps', zh: '步数' } },
    top: {
      kind: 'number',
      default: 8,
      min: 1,
      max: 1000,
      whole: true,
      label: { en: 'Touchpoints a step', zh: '每步触点数' },
    },
    collapse: journeyParams.collapse,
  },
  tables: {
    links: { step: 'number', from: 'text', to: 'text?', customers: 'number' },
    whole: { customers: 'number', events: 'number', nobody: 'number' },
  },
  headings: {
    step: { label: { en: 'Step', zh: '步' }, format: 'count' },
    from: { label: { en: 'From', zh: '从' }, values: labels },
    to: { label: { en: 'To', zh: '到' }, values: labels },
    customers: { label: { en: 'Customers', zh: '客户' }, format: 'count' },
  },

  query: (ask) => ({
    links: sql`
      WITH ${journeyEvents({ gap_minutes: null, collapse: ask.params.collapse })},
      steps AS NOT MATERIALIZED (SELECT nth AS step, touchpoint AS "from", ${next(sql`touchpoint`)} AS "to" FROM (${placedEvents}))
      SELECT step, "from", "to", count(*)::DOUBLE AS customers FROM steps WHERE step < ${ask.params.steps} GROUP BY ALL ORDER BY step, customers DESC, "from", "to"`,
    whole: sql`SELECT count(DISTINCT customer)::DOUBLE AS customers, count(*)::DOUBLE AS events, ${eventsWithoutJourney} AS nobody FROM interactions WHERE customer IS NOT NULL AND touchpoint IS NOT NULL`,
  }),

  compute({ links, whole }, ask) {
    const [all] = whole;
    if (!all?.customers) return null;
    const { top, steps } = ask.params;
    const touchpoints = new Set(links.flatMap(({ from, to }) => [from, to]));
    const [other, left] = [unlike('other', touchpoints), unlike('left', touchpoints)];
    const shown = Array.from({ length: steps }, (_, at) => mostUsed(links, at + 1, top));
    const named = (step: number, name: string) => (shown[step - 1]?.has(name) ? name : other);
    const folded = groupBy(
      links.map(({ step, from, to, customers }) => ({
        step,
        from: named(step, from),
        to: to === null ? left : named(step + 1, to),
        customers,
      })),
      ({ step, from, to }) => JSON.stringify([step, from, to]),
    );
    const rows = [...folded.values()]
      .flatMap(([first, ...more]) =>
        first ? [{ ...first, customers: more.reduce((sum, link) => sum + link.customers, first.customers) }] : [],
      )
      .sort((a, b) => a.step - b.step || b.customers - a.customers);
    const sum = (step: number, keep: (to: string) => boolean) =>
      rows.reduce((total, row) => total + (row.step === step && keep(row.to) ? row.customers : 0), 0);
    const leaving = rows.reduce((total, row) => total + (row.to === left ? row.customers : 0), 0);
    return {
      rows,
      summary: {
        by: 'none',
        customers: all.customers,
        entered: sum(1, () => true),
        left: leaving,
        still_there: sum(steps - 1, (to) => to !== left),
        by_step: Array.from({ length: steps - 1 }, (_, at) => ({
          step: at + 1,
          customers: sum(at + 1, () => true),
          left: sum(at + 1, (to) => to === left),
        })),
        events: all.events,
        excluded: all.nobody,
      },
      more: { labels: Object.fromEntries(Object.entries(labels).filter(([name]) => !touchpoints.has(name))) },
    };
  },

  charts: ({ rows, more }, { locale }) => [
    sankey(
      rows,
      {
        step: 'step',
        from: 'from',
        to: 'to',
        value: 'customers',
        title: { en: 'Flow of customers', zh: '客户流向' },
        labels: more?.labels ?? labels,
      },
      locale,
    ),
  ],

  remarks: ({ summary }) => {
    const [worst] = [...summary.by_step].sort((a, b) => b.left / (b.customers || 1) - a.left / (a.customers || 1));
    return [
      {
        level: 'finding',
        say: {
          en: 'Of {entered:count} customers {left:count} left within the steps shown and {still:count} went on.',
          zh: '{entered:count} 个客户中，{left:count} 个在所示步骤内离开，{still:count} 个继续。',
        },
        with: { entered: summary.entered, left: summary.left, still: summary.still_there },
      },
      ...(worst?.left
        ? [
            {
              level: 'finding' as const,
              say: {
                en: 'The largest share leaves after step {step:count}: {share:percent}.',
                zh: '第 {step:count} 步之后离开比例最高：{share:percent}。',
              },
              with: { step: worst.step, share: worst.left / worst.customers },
            },
          ]
        : []),
      {
        level: 'note',
        say: { en: 'Who left may still come back after the data ends.', zh: '离开者在数据截止后仍可能回来。' },
      },
    ];
  },

  example: {
    given: {
      interactions: [
        { customer_id: '1', occurred_at: '2025-01-01T00:00:00', touchpoint: 'a' },
        { customer_id: '1', occurred_at: '2025-01-01T00:00:10', touchpoint: 'b' },
        { customer_id: '2', occurred_at: '2025-01-01T00:00:00', touchpoint: 'a' },
        { customer_id: '2', occurred_at: '2025-01-01T00:00:20', touchpoint: 'b' },
        { customer_id: '2', occurred_at: '2025-01-01T00:00:30', touchpoint: 'c' },
        { customer_id: '3', occurred_at: '2025-01-01T00:00:20', touchpoint: 'b' },
      ],
    },
    params: { steps: 3, top: 1 },
    gives: {
      rows: [
        { step: 1, from: 'a', to: 'b', customers: 2 },
        { step: 1, from: 'other', to: 'left', customers: 1 },
        { step: 2, from: 'b', to: 'c', customers: 1 },
        { step: 2, from: 'b', to: 'left', customers: 1 },
      ],
      summary: { customers: 3, entered: 3, left: 2, still_there: 1 },
    },
  },
});

/** The name, or the same in brackets where a touchpoint is called so. */
function unlike(name: string, touchpoints: ReadonlySet<string | null>): string {
  return touchpoints.has(name) ? unlike(`(${name})`, touchpoints) : name;
}

/** The touchpoints with the most customers at a step: of those who leave it, or at the last step arrive there. */
function mostUsed(
  links: readonly {
    readonly step: number;
    readonly from: string;
    readonly to: string | null;
    readonly customers: number;
  }[],
  step: number,
  top: number,
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const last = !links.some((link) => link.step === step);
  for (const link of links) {
    const name = link.step === step ? link.from : last && link.step === step - 1 ? link.to : null;
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + link.customers);
  }
  return new Set(
    [...counts]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, top)
      .map(([name]) => name),
  );
}

import { chance, rating } from './chance.mjs';
import { csv, stamp } from './write.mjs';

const day = 86_400_000;
const start = Date.UTC(2025, 0, 6);
const end = Date.UTC(2025, 8, 28, 22);

/** name, stage, class, phase, medium, channel, sells, hidden satisfaction, cost a month, CSAT target */
const touchpoints = [
  ['Search ad', 'awareness', 'contact', 'front', 'digital', 'search', 'no', -0.1, 5200, 0.65],
  ['Newsletter', 'interest', 'contact', 'front', 'digital', 'e-mail', 'no', 0.05, 700, 0.65],
  ['Product page', 'consideration', 'contact', 'front', 'digital', 'web', 'no', 0.2, 1500, 0.65],
  ['App', 'decision', 'interaction', 'purchase', 'digital', 'app', 'yes', 0.3, 3800, 0.7],
  ['Web checkout', 'purchase', 'interaction', 'purchase', 'digital', 'web', 'yes', -0.45, 1900, 0.7],
  ['Store', 'purchase', 'experience', 'purchase', 'physical', 'store', 'yes', 0.55, 21000, 0.75],
  ['Delivery', 'service', 'experience', 'after', 'physical', 'carrier', 'no', -0.3, 6400, 0.65],
  ['Returns desk', 'service', 'interaction', 'after', 'hybrid', 'store', 'no', -0.9, 2300, 0.55],
];

/** The shop: long survey with touchpoint ratings and NPS, funnel events, orders with repeat purchases, spending. */
export function retail(seed) {
  const { uniform, normal, yes, whole, exponential, pick, of } = chance(seed);
  const events = [];
  const answers = [];
  const orders = [];
  const customers = [];
  for (let person = 1; person <= 3200; person++) {
    const id = `C-${String(500000 + person * 13)}`;
    const segment = pick({ new: 5, regular: 4, loyal: 1.5 });
    const mood = normal(0, 0.8);
    customers.push([
      id,
      segment,
      of(['North', 'South', 'East', 'West']),
      stamp(start + uniform() * 30 * day).slice(0, 10),
    ]);
    let now = start + uniform() * (end - start);
    for (let journey = 0; journey < { new: 1, regular: 2, loyal: 4 }[segment] && now < end; journey++) {
      const session = `${id}-${journey + 1}`;
      const step = (name, outcome, value) => {
        now += exponential(0.12 * day);
        if (now > end) return false;
        events.push([id, stamp(now), name, session, touchpoints.find(([known]) => known === name)[5], outcome, value]);
        return true;
      };
      if (yes(0.5)) step('Search ad', null, null);
      if (yes(0.3)) step('Newsletter', null, null);
      while (yes(0.62)) if (!step('Product page', null, null)) break;
      const till = pick({ App: 3, 'Web checkout': 4, Store: 3 });
      const bought = yes({ App: 0.34, 'Web checkout': 0.22, Store: 0.5 }[till]);
      const amount = Math.round(1500 + exponential(4200)) / 100;
      const there = step(till, bought, bought ? amount : null);
      if (there && bought) {
        orders.push([
          `R${String(700001 + orders.length)}`,
          id,
          stamp(now),
          amount,
          yes(0.07) ? amount : 0,
          yes(0.04) ? 'unpaid' : 'paid',
          till,
          'EUR',
        ]);
        if (till !== 'Store' && yes(0.9)) step('Delivery', null, null);
        if (yes(0.4)) step('Returns desk', null, null);
      }
      // Satisfaction hangs on the touchpoint and the person, never on how many touchpoints were met.
      const met = [...new Set(events.filter((event) => event[3] === session).map((event) => event[2]))];
      if (met.length && yes(0.5)) {
        const name = of(met);
        const hidden = touchpoints.find(([known]) => known === name)[7] + mood + normal(0, 0.9);
        answers.push([
          `S${String(answers.length + 1)}`,
          id,
          name,
          rating(hidden, { from: 1, to: 5, centre: 3.9, spread: 0.95 }),
          rating(mood + normal(0, 0.8), { from: 1, to: 5, centre: 3.85, spread: 0.9 }),
          rating(hidden, { from: 0, to: 10, centre: 7.6, spread: 2 }),
          rating(hidden, { from: 1, to: 7, centre: 5, spread: 1.3 }),
          stamp(now + exponential(day)),
        ]);
      }
      now += exponential(45 * day);
    }
  }
  const months = Array.from({ length: 9 }, (_, month) => month);
  return {
    name: 'retail',
    card: {
      title: { en: 'Retail', zh: '零售' },
      text: { en: 'Store and online · orders, funnel, attribution', zh: '门店与线上 · 订单、漏斗、归因' },
    },
    truths: {
      weakest: 'Returns desk',
      strongest: 'Store',
      'best-converting': 'Store',
      'overlap-raises-satisfaction': false,
      segments: { loyal: 'about four journeys a person', new: 'about one' },
    },
    files: {
      'touchpoints.csv': csv(
        ['touchpoint', 'stage', 'class', 'phase', 'medium', 'channel', 'sells', 'target_csat'],
        touchpoints.map((row) => [...row.slice(0, 7), row[9]]),
      ),
      'survey.csv': csv(
        ['response_id', 'customer_id', 'touchpoint', 'csat', 'overall satisfaction', 'nps', 'ces', 'submitted_at'],
        answers,
      ),
      'events.parquet': {
        parquet: {
          columns: {
            customer_id: 'VARCHAR',
            event_time: 'TIMESTAMP',
            touchpoint: 'VARCHAR',
            session_id: 'VARCHAR',
            channel: 'VARCHAR',
            outcome: 'BOOLEAN',
            value: 'DOUBLE',
          },
          rows: events,
        },
      },
      'orders.csv': csv(
        ['order_id', 'customer_id', 'order_date', 'amount', 'refund', 'status', 'touchpoint', 'currency'],
        orders,
      ),
      'customers.csv': csv(['customer_id', 'segment', 'region', 'first_seen'], customers),
      'costs.csv': csv(
        ['touchpoint', 'cost', 'period_start', 'period_end'],
        months.flatMap((month) =>
          touchpoints.map(([name, , , , , , , , cost]) => [
            name,
            whole(Math.round(cost * 0.9), Math.round(cost * 1.1)),
            stamp(Date.UTC(2025, month, 1)).slice(0, 10),
            stamp(Date.UTC(2025, month + 1, 0)).slice(0, 10),
          ]),
        ),
      ),
    },
  };
}

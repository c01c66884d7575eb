import { chance, rating } from './chance.mjs';
import { csv, stamp } from './write.mjs';

const day = 86_400_000;
const start = Date.UTC(2025, 2, 3);
const end = Date.UTC(2025, 7, 31, 20);

/** name, stage, class, phase, medium, channel, hidden level, weight on overall satisfaction, share that used it */
const touchpoints = [
  ['Website', 'interest', 'contact', 'front', 'digital', 'web', 0.2, 0.15, 0.9],
  ['Shop', 'purchase', 'experience', 'purchase', 'physical', 'shop', 0.35, 0.15, 0.7],
  ['Network quality', 'service', 'experience', 'after', 'digital', 'network', 0, 0.6, 1],
  ['Hotline', 'service', 'interaction', 'after', 'digital', 'phone', -0.6, 0.3, 0.75],
  ['App', 'service', 'interaction', 'after', 'digital', 'app', 0.3, 0.15, 0.85],
  ['Billing', 'service', 'interaction', 'after', 'digital', 'app', -0.1, 0.15, 1],
];
const straightLiners = 60;

/** The operator: a wide survey (0 = not applicable), customers with churn, hotline tickets, events. */
export function telecom(seed) {
  const { uniform, normal, yes, whole, exponential, pick } = chance(seed);
  const survey = [];
  const customers = [];
  const events = [];
  const tickets = [];
  for (let person = 1; person <= 2400; person++) {
    const id = `M${String(80000000 + person * 31)}`;
    const plan = pick({ Prepaid: 4, Monthly: 4, 'Two years': 3 });
    const mood = normal(0, 0.5);
    const feelings = touchpoints.map(([, , , , , , level]) => level + mood + normal(0, 1));
    const overall =
      touchpoints.reduce((sum, [, , , , , , , weight], at) => sum + weight * feelings[at], 0) + normal(0, 0.45);
    const churned = yes(
      { Prepaid: 0.3, Monthly: 0.22, 'Two years': 0.05 }[plan] * (overall < -0.5 ? 1.9 : overall > 0.6 ? 0.5 : 1),
    );
    const tenure = churned ? whole(1, 30) : whole(1, 72);
    customers.push([id, plan, pick({ North: 3, South: 2, Coast: 2 }), tenure, churned ? 'Yes' : 'No']);
    const straight = person <= straightLiners;
    const same = whole(3, 5);
    const sent = start + uniform() * (end - start);
    if (straight || yes(0.75)) {
      const ratings = feelings.map((feeling, at) =>
        straight ? same : yes(touchpoints[at][8]) ? rating(feeling, { from: 1, to: 5, centre: 3.7, spread: 1 }) : 0,
      );
      survey.push([
        `T-${String(survey.length + 1)}`,
        id,
        plan,
        ...ratings,
        straight ? same : rating(overall, { from: 1, to: 5, centre: 3.7, spread: 0.85 }),
        rating(overall, { from: 0, to: 10, centre: 7.2, spread: 2 }),
        straight ? whole(18, 40) : Math.round(90 + exponential(120)),
        stamp(sent),
      ]);
    }
    touchpoints.forEach(([name, , , , , channel, , , used]) => {
      for (let visit = 0; yes(used * 0.6) && visit < 4; visit++) {
        const at = start + uniform() * (end - start);
        events.push([id, stamp(at), name, channel]);
        if (name === 'Hotline') {
          const waited = Math.round(exponential(75));
          tickets.push([
            `H${String(tickets.length + 1)}`,
            id,
            name,
            stamp(at),
            waited + whole(5, 20),
            waited,
            stamp(at + exponential(0.5 * day)),
            yes(0.7) ? 'yes' : 'no',
            whole(1, 4),
          ]);
        }
      }
    });
  }
  return {
    name: 'telecom',
    card: {
      title: { en: 'Telecom', zh: '电信' },
      text: {
        en: 'Hotline, web, app · weighted index, drivers, churn',
        zh: '热线、网站、App · 加权满意度指数、驱动、流失',
      },
    },
    truths: {
      weakest: 'Hotline',
      drivers: { strongest: 'Network quality', second: 'Hotline', ratio: 2 },
      'straight-liners': straightLiners,
      churn: { highest: 'Prepaid', lowest: 'Two years' },
    },
    files: {
      'touchpoints.csv': csv(
        ['touchpoint', 'stage', 'class', 'phase', 'medium', 'channel', 'target_csat'],
        touchpoints.map((row) => [...row.slice(0, 6), 0.7]),
      ),
      'survey.csv': csv(
        [
          'response_id',
          'customer_id',
          'plan',
          ...touchpoints.map(([name]) => name),
          'overall satisfaction',
          'likelihood to recommend',
          'Duration (in seconds)',
          'submitted_at',
        ],
        survey,
      ),
      'events.parquet': {
        parquet: {
          columns: { customer_id: 'VARCHAR', event_time: 'TIMESTAMP', touchpoint: 'VARCHAR', channel: 'VARCHAR' },
          rows: events,
        },
      },
      'customers.csv': csv(['customer_id', 'segment', 'region', 'tenure', 'churn'], customers),
      'tickets.csv': csv(
        [
          'ticket_id',
          'customer_id',
          'touchpoint',
          'created_at',
          'first_response_s',
          'wait_time',
          'resolved_at',
          'resolved',
          'contacts',
        ],
        tickets,
      ),
    },
  };
}

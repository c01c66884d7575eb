import { seeded } from '../../stats/random';
import type { PackData } from '../exercise';

const day = 86_400_000;
const start = Date.UTC(2025, 2, 1);

/** name, stage, class, share of guests, hidden level of satisfaction, share that answers */
const touchpoints = [
  ['video_ad', 'awareness', 'contact', 0.5, -0.45, 0.3],
  ['home_page', 'interest', 'contact', 0.75, 0.2, 0.5],
  ['online_booking', 'purchase', 'interaction', 0.6, 0.4, 0.6],
  ['hotline', 'purchase', 'interaction', 0.3, -0.8, 0.6],
  ['check_in', 'purchase', 'experience', 0.85, -0.35, 0.7],
  ['room', 'purchase', 'experience', 0.85, 0.45, 0.7],
  ['breakfast', 'purchase', 'experience', 0.12, 0.75, 0.5],
  ['refunds', 'service', 'interaction', 0.13, -1.3, 0.8],
] as const;

/**
 * A hotel's survey and visits, one variant a seed. Planted: the front desk has many answers and misses its target
 * of 80 %; refunds are worst but rare; breakfast looks best on two dozen answers, three of them dissatisfied; the mean of
 * the touchpoints' shares lies below the share of all; unhappy guests meet more
 * touchpoints because they complain (overlap follows dissatisfaction, it does not cause satisfaction).
 */
const data: PackData = (seed, names) => {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const survey: string[] = [];
  const visits: string[] = [];
  const breakfast = planned(random);
  for (let guest = 1; guest <= 900; guest++) {
    const mood = 0.7 * normal();
    let now = start + random() * 180 * day;
    for (const [key, , , share, level, answers] of touchpoints) {
      const complains = key === 'refunds' || key === 'hotline' ? 0.12 * Math.max(0, -mood) : 0;
      if (random() >= share + complains) continue;
      now += random() * 2 * day;
      visits.push([`G${String(guest)}`, time(now), names[key] ?? key].join());
      if (random() >= answers || (key === 'breakfast' && !breakfast.length)) continue;
      const hidden = level + mood + 0.9 * normal();
      const rated = random() < 0.05 ? '' : whole(3.95 + 0.95 * hidden, 1, 5);
      const csat = key === 'breakfast' ? (breakfast.pop() ?? '') : rated;
      const nps = random() < 0.03 ? '' : whole(7.7 + 2 * hidden, 0, 10);
      survey.push(
        [
          `A${String(survey.length + 1)}`,
          `G${String(guest)}`,
          names[key] ?? key,
          csat,
          nps,
          time(now + random() * day),
        ].join(),
      );
    }
  }
  return {
    'touchpoints.csv': lines(
      'touchpoint,stage,class,target_csat',
      touchpoints.map(([key, stage, kind]) => [names[key] ?? key, names[stage] ?? stage, kind, '0.8'].join()),
    ),
    'survey.csv': lines('response_id,customer_id,touchpoint,csat,nps,submitted_at', survey),
    'visits.csv': lines('customer_id,event_time,touchpoint', visits),
  };
};

export default data;

/** The two dozen ratings of breakfast in an order by chance: one blank, three low, the rest good. */
function planned(random: () => number): string[] {
  const ratings = ['', '2', '3', '3', ...Array.from({ length: 20 }, (_, at) => (at < 9 ? '4' : '5'))];
  return ratings
    .map((rating) => [random(), rating] as const)
    .sort(([a], [b]) => a - b)
    .map(([, rating]) => rating);
}

function whole(value: number, from: number, to: number): string {
  return String(Math.min(to, Math.max(from, Math.round(value))));
}

function time(milliseconds: number): string {
  return new Date(Math.round(milliseconds / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function lines(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}

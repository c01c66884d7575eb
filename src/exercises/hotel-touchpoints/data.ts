import { seeded } from '../../stats/random';
import type { PackData } from '../exercise';

const day = 86_400_000;
const start = Date.UTC(2025, 2, 1);

/** name, stage, class, share of guests, hidden level of satisfaction, share that answers */
const touchpoints = [
  ['video_ad', 'awareness', 'contact', 0.5, -0.2, 0.3],
  ['home_page', 'interest', 'contact', 0.75, 0.1, 0.5],
  ['online_booking', 'purchase', 'interaction', 0.6, 0.4, 0.6],
  ['hotline', 'purchase', 'interaction', 0.3, -0.55, 0.6],
  ['check_in', 'purchase', 'experience', 0.85, -0.35, 0.7],
  ['room', 'purchase', 'experience', 0.85, 0.5, 0.7],
  ['breakfast', 'purchase', 'experience', 0.12, 0.75, 0.24],
  ['refunds', 'service', 'interaction', 0.13, -0.9, 0.8],
] as const;

/**
 * A hotel's survey and visits, one variant a seed. Planted: the front desk has many answers and misses its target
 * of 80 %; refunds are worst but rare; breakfast looks best on some twenty answers; unhappy guests meet more
 * touchpoints because they complain (overlap follows dissatisfaction, it does not cause satisfaction).
 */
const data: PackData = (seed, names) => {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const survey: string[] = [];
  const visits: string[] = [];
  for (let guest = 1; guest <= 900; guest++) {
    const mood = 0.7 * normal();
    let now = start + random() * 180 * day;
    for (const [key, , , share, level, answers] of touchpoints) {
      const complains = key === 'refunds' || key === 'hotline' ? 0.12 * Math.max(0, -mood) : 0;
      if (random() >= share + complains) continue;
      now += random() * 2 * day;
      visits.push([`G${String(guest)}`, time(now), names[key] ?? key].join());
      if (random() >= answers) continue;
      const hidden = level + mood + 0.9 * normal();
      const csat = random() < 0.05 ? '' : whole(3.95 + 0.95 * hidden, 1, 5);
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

function whole(value: number, from: number, to: number): string {
  return String(Math.min(to, Math.max(from, Math.round(value))));
}

function time(milliseconds: number): string {
  return new Date(Math.round(milliseconds / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function lines(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}

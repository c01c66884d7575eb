import { seeded } from '../../src/stats/random';

const day = 86_400_000;
const start = Date.UTC(2025, 0, 1);
const random = seeded(20_250_101);
const dice = (below: number) => Math.floor(random() * below);
const one = <T>(of: readonly T[]): T => of[dice(of.length)]!;
const moment = (days: number) => new Date(start + dice(days * 4) * 21_600_000).toISOString().slice(0, 19);

const places = ['ad', 'app', 'shop', 'call', 'chat'] as const;

/** Rows of a small firm, drawn once with a seed: every table with gaps, ties in time, unknown customers and blanks. */
export const firm = {
  touchpoints: [
    { touchpoint: 'ad', stage: 'see', class: 'contact', channel: 'web', sells: false },
    { touchpoint: 'app', stage: 'buy', class: 'interaction', channel: 'web', sells: true },
    { touchpoint: 'shop', stage: 'buy', class: 'experience', channel: 'store', sells: true },
    { touchpoint: 'call', stage: 'help', class: 'interaction', channel: 'phone', sells: false },
    { touchpoint: 'silent', stage: 'later', class: null, channel: null, sells: null },
  ],
  customers: Array.from({ length: 50 }, (_, at) => ({
    customer_id: `c${String(at)}`,
    segment: at % 11 === 0 ? null : one(['new', 'loyal', 'vip']),
    region: one(['north', 'south']),
    first_seen: moment(60),
    tenure: dice(40),
    churned: at % 9 === 0 ? null : dice(3) === 0,
  })),
  interactions: Array.from({ length: 420 }, (_, at) => ({
    customer_id: at % 30 === 0 ? null : `c${String(dice(55))}`,
    occurred_at: moment(120),
    touchpoint: one(places),
    session_id: at % 7 === 0 ? null : `s${String(dice(200))}`,
    channel: at % 3 === 0 ? one(['web', 'store']) : null,
    stage: at % 5 === 0 ? 'elsewhere' : null,
    outcome: dice(9) === 0,
    sequence: at,
  })),
  orders: Array.from({ length: 130 }, (_, at) => ({
    order_id: `o${String(at)}`,
    customer_id: at % 25 === 0 ? null : `c${String(dice(55))}`,
    ordered_at: moment(125),
    amount: 10 + dice(90),
    status: dice(8) === 0 ? 'unpaid' : 'paid',
    touchpoint: one(places),
  })),
  tickets: Array.from({ length: 160 }, (_, at) => ({
    ticket_id: `t${String(at)}`,
    customer_id: `c${String(dice(55))}`,
    touchpoint: one(places),
    response_id: at % 3 === 0 ? `r${String(dice(200))}` : null,
    issue: one(['bill', 'plan']),
    created_at: moment(118),
    first_response_s: at % 6 === 0 ? null : dice(200_000),
    contacts: one([1, 1, 1, 2]),
    resolved: dice(6) > 0,
  })),
  responses: Array.from({ length: 200 }, (_, at) => ({
    response_id: `r${String(at)}`,
    customer_id: `c${String(dice(55))}`,
    touchpoint: one(places),
    kind: at % 4 === 0 ? 'overall' : 'nps',
    score: at % 13 === 0 ? null : at % 4 === 0 ? 1 + dice(5) : dice(11),
    submitted_at: moment(119),
    weight: at % 2 === 0 ? 1 : 2.5,
  })),
} as const;

/** Only these columns of a table: what is not named is not mapped. */
export function only<R extends object, C extends keyof R>(rows: readonly R[], ...columns: readonly C[]): Pick<R, C>[] {
  return rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])) as Pick<R, C>);
}

export const secondsOf = (iso: string) => Date.parse(`${iso.slice(0, 19)}Z`) / 1000;
export const dayS = day / 1000;

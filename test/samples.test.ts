import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../src/headless/evaluate';

interface Answered {
  readonly kind: string;
  readonly rows: readonly Record<string, any>[];
  readonly summary: Record<string, any>;
}

const truths = (sample: string) =>
  JSON.parse(readFileSync(`sample-data/${sample}/truths.json`, 'utf8')) as Record<string, any>;
const files = (sample: string) =>
  (JSON.parse(readFileSync(`sample-data/${sample}/sample.json`, 'utf8')) as { files: string[] }).files;

async function ask(sample: string, metric: string, ...more: string[]): Promise<Answered> {
  let out = '';
  const data = files(sample).flatMap((file) => ['--data', `sample-data/${sample}/${file}`]);
  const terminal = { out: (text: string) => (out += text), error: () => undefined, folders: ['.'] };
  const status = await evaluate(['--metric', metric, ...data, ...more], terminal);
  expect(status, out.slice(0, 2000)).toBe(0);
  return JSON.parse(out) as Answered;
}

const worst = (rows: Answered['rows'], value: string) => [...rows].sort((a, b) => a[value] - b[value])[0]!.touchpoint;
const best = (rows: Answered['rows'], value: string) => [...rows].sort((a, b) => b[value] - a[value])[0]!.touchpoint;

it('the samples are small together', () => {
  const sizes = ['hotel', 'retail', 'telecom'].flatMap((sample) =>
    readdirSync(`sample-data/${sample}`).map((file) => statSync(`sample-data/${sample}/${file}`).size),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4_000_000);
});

describe('hotel', () => {
  it('shows the weakest touchpoint, the low base, and the values off the scale', async () => {
    const { rows, summary } = await ask('hotel', 'csat');
    expect(worst(rows, 'csat')).toBe(truths('hotel').weakest);
    expect(rows.find(({ touchpoint }) => touchpoint === truths('hotel')['low-base'])!.n).toBeLessThan(30);
    expect(summary.scale).toBe('1–5');
    expect(summary.excluded).toBeGreaterThan(0);
    expect(summary.missing).toBeGreaterThan(0);
  });

  it('dates the fall of the booking hotline', async () => {
    const { touchpoint, from } = truths('hotel').worse as { touchpoint: string; from: string };
    const { summary } = await ask(
      'hotel',
      'cusum',
      '--param',
      `touchpoint=${touchpoint}`,
      '--param',
      'grain=week',
      '--param',
      'value=mean',
      '--param',
      'baseline=2025-01-01/2025-05-31',
    );
    const away = Math.abs(Date.parse(summary.change_point as string) - Date.parse(from)) / 86_400_000;
    expect(summary.signals).toBeGreaterThan(0);
    expect(away).toBeLessThanOrEqual(21);
  });

  it('keeps touchpoints that cannot sell out of conversion', async () => {
    const { rows } = await ask('hotel', 'conversion');
    expect(
      rows
        .filter(({ rate }) => rate !== null)
        .map(({ touchpoint }) => touchpoint as string)
        .sort(),
    ).toEqual(['在线预订', '预订热线']);
  });
});

describe('retail', () => {
  it('shows the weakest and the strongest touchpoint', async () => {
    const { rows } = await ask('retail', 'csat');
    expect(worst(rows, 'csat')).toBe(truths('retail').weakest);
    expect(best(rows, 'csat')).toBe(truths('retail').strongest);
  });

  it('shows where visits convert best', async () => {
    const { rows } = await ask('retail', 'conversion');
    expect(
      best(
        rows.filter(({ rate }) => rate !== null),
        'rate',
      ),
    ).toBe(truths('retail')['best-converting']);
  });

  it('credits all conversions in every model', async () => {
    const { rows, summary } = await ask('retail', 'attribution');
    const linear = rows.filter(({ model }) => model === 'linear').reduce((sum, { credit }) => sum + Number(credit), 0);
    expect(linear).toBeCloseTo(summary.conversions as number, 6);
  });
});

describe('telecom', () => {
  it('reads the wide survey, zeros as not applicable', async () => {
    const { rows } = await ask('telecom', 'satisfaction-index');
    expect(worst(rows, 'score')).toBe(truths('telecom').weakest);
    expect(rows.find(({ touchpoint }) => touchpoint === 'Shop')!.missing).toBeGreaterThan(100);
  });

  it('shows who leaves', async () => {
    const { rows } = await ask('telecom', 'churn', '--param', 'by=segment');
    expect(best(rows, 'rate')).toBe(truths('telecom').churn.highest);
    expect(worst(rows, 'rate')).toBe(truths('telecom').churn.lowest);
  });

  it('finds the driver that is twice as strong as the next', async () => {
    const { rows } = await ask('telecom', 'drivers');
    const sorted = [...rows].sort((a, b) => b.share - a.share);
    const { strongest, second, ratio } = truths('telecom').drivers as {
      strongest: string;
      second: string;
      ratio: number;
    };
    expect(sorted.slice(0, 2).map(({ driver }) => driver as string)).toEqual([strongest, second]);
    expect(sorted[0]!.beta / sorted[1]!.beta).toBeGreaterThan(ratio * 0.7);
  });
});

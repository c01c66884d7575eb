import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { real } from '../../test/engines/real';
import type { Engine } from '../engine/engine';
import { importFiles } from '../engine/intake/import-files';
import { openNative } from '../headless/native';
import { guess } from './guess';
import type { Feed, Guess } from './mapping';
import { profile } from './profile';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

async function guessedOf(name: string, content: BlobPart): Promise<Guess> {
  const { imported } = await importFiles(engine, [{ name, blob: new Blob([content]) }], { zone: 'UTC' });
  return guess(imported, { profiles: await profile(engine, imported) });
}

const tablesOf = ({ feeds }: Guess) => feeds.map(({ table }) => table).sort();
/** The canonical columns that come from a source column of another name or the same. */
const columnsOf = (feed: Feed | undefined) =>
  Object.fromEntries(
    Object.entries(feed?.columns ?? {}).flatMap(([name, supply]) =>
      supply.kind === 'column' ? [[name, supply.column]] : [],
    ),
  );
const lines = (header: string, line: (at: number) => string, n = 40) =>
  [header, ...Array.from({ length: n }, (_, at) => line(at))].join('\n');

describe('a file', () => {
  it('of customers who each gave a score is customers and answers', async () => {
    const text = lines(
      'customer_id,segment,region,satisfaction',
      (at) => `C${String(at)},gold,N,${String(1 + (at % 5))}`,
    );
    const found = await guessedOf('customers.csv', text);
    expect(tablesOf(found)).toEqual(['customers', 'responses']);
    const [customers, responses] = ['customers', 'responses'].map((name) =>
      found.feeds.find((feed) => feed.table === name),
    );
    expect(columnsOf(responses)).toEqual({ customer_id: 'customer_id', score: 'satisfaction' });
    expect(columnsOf(customers)).toEqual({ customer_id: 'customer_id', segment: 'segment', region: 'region' });
  });

  it('of answers that tell nothing of who answered makes no customers', async () => {
    const found = await guessedOf(
      'answers.csv',
      lines('customer_id,touchpoint,score', (at) => `C${String(at)},web,${String(1 + (at % 5))}`),
    );
    expect(tablesOf(found)).toEqual(['responses']);
  });

  it('with nothing but an id, when it was opened and when it was closed is tickets', async () => {
    const day = (at: number, hour: string) => `2025-01-${String(1 + (at % 28)).padStart(2, '0')} ${hour}`;
    const found = await guessedOf(
      'cases.csv',
      lines('id,created,resolved', (at) => `${String(at)},${day(at, '10:00')},${day(at, '12:30')}`),
    );
    expect(tablesOf(found)).toEqual(['tickets']);
    expect(columnsOf(found.feeds[0])).toEqual({ ticket_id: 'id', created_at: 'created', resolved_at: 'resolved' });
  });

  it('without a header is not taken for purchases unless ids come back', async () => {
    const found = await guessedOf(
      'bare.csv',
      Array.from({ length: 60 }, (_, at) => `A${String(at)},2025-01-02,3,4.5`).join('\n'),
    );
    expect([tablesOf(found), found.ties]).toEqual([[], []]);
  });
});

const cdnow = real('clv_cdnow/CDNOW_sample.txt');
describe.skipIf(!cdnow.there)('CDNOW, which has no header', () => {
  it('is proposed as orders, and who ordered for how much is asked', async () => {
    const found = await guessedOf('CDNOW_sample.txt', new Uint8Array(await readFile(cdnow.path)));
    expect(tablesOf(found)).toEqual(['orders']);
    expect(columnsOf(found.feeds[0])).toEqual({ ordered_at: 'column2' });
    expect(found.feeds[0]?.confidence).toBeLessThanOrEqual(0.5);
    expect(found.ties.map(({ column, candidates }) => [column, candidates])).toEqual([
      ['customer_id', ['column0', 'column1']],
      ['amount', ['column4', 'column3']],
    ]);
  });
});

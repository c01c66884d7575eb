import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../engine/errors';
import { fromFragment } from './fragment';
import { readIntent } from './intent';
import { emptyReport } from './intent-report';
import { currentLinkVersion, currentVersion, migrated, migratedLink } from './migrations';
import { readLink } from './share';

/** What former versions of the app wrote: `workspace-<version>.json` and `link-<version>.txt`, made by that version. */
const kept: Readonly<Record<string, string>> = import.meta.glob('../../test/fixtures/saved/*', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const file = (name: string) => kept[`../../test/fixtures/saved/${name}`];
const versions = (current: number) => Array.from({ length: current - 1 }, (_, at) => at + 1);

const did = {
  locale: 'zh',
  seed: 7,
  zone: 'Asia/Shanghai',
  goals: [{ metric: 'csat', target: 0.85, touchpoint: '前台' }],
  weights: { 前台: 2 },
  filters: { from: '2025-01-01', where: [{ table: 'customers', column: 'segment', value: 'VIP' }] },
  settings: { csat: { cut: 4, by: 'period' } },
  report: emptyReport,
};

describe('what a former version kept', () => {
  it.each(versions(currentVersion))('opens: a workspace of version %d', (version) => {
    const intent = readIntent(file(`workspace-${String(version)}.json`)!);
    expect(intent).toMatchObject({ ...did, version: currentVersion, name: '酒店 2025', draft: 'SELECT 1' });
    expect(intent.mapping.feeds[0]!.columns.score).toEqual({ kind: 'column', column: '满意度', missing: ['0'] });
    expect(intent.catalogue).toMatchObject([{ touchpoint: '前台', key: true, target_csat: 0.85 }]);
  });

  it.each(versions(currentLinkVersion))('opens: a link of version %d', (version) => {
    const link = readLink(fromFragment(file(`link-${String(version)}.txt`)!.trim()));
    expect(link).toMatchObject({ title: '酒店 2025', data: null, intent: did });
    expect(link.shapes.map(({ columns }) => columns.map(({ name }) => name))).toEqual([['满意度', '触点', '客户']]);
    expect(link.intent.queries).toEqual([
      { name: '每触点', sql: 'SELECT "触点", count(*) AS n FROM "table_1" GROUP BY 1' },
    ]);
  });

  it('has only columns and kinds of a catalogue from version 3 on, and of one target the last', () => {
    const saved = {
      version: 2,
      catalogue: [
        { touchpoint: '前台', stage: ' 认知 ', key: '是', sells: 'maybe', weight: '2', sla_s: 'soon', colour: 1 },
      ],
      goals: [
        { metric: 'csat', target: 0.8 },
        { metric: 'csat', target: 0.7, touchpoint: '前台' },
        { metric: 'csat', target: 0.9 },
      ],
    };
    expect(migrated(saved)).toEqual({
      version: currentVersion,
      catalogue: [{ touchpoint: '前台', stage: '认知', key: true, sells: null, weight: 2, sla_s: null }],
      goals: [
        { metric: 'csat', target: 0.9 },
        { metric: 'csat', target: 0.7, touchpoint: '前台' },
      ],
    });
  });

  it('has a sample in a link of version 1 under its id alone', () => {
    expect(migratedLink({ version: 1, sample: 'hotel', title: null })).toEqual({
      version: currentLinkVersion,
      title: null,
      data: { kind: 'sample', id: 'hotel' },
    });
  });
});

describe('a version', () => {
  it('is left as it is when it is the current one', () => {
    const now = { version: currentVersion, report: { k: 9 } };
    expect(migrated(now)).toEqual(now);
  });

  it('is refused when it is newer than the app', () => {
    expect(() => migrated({ version: currentVersion + 1 })).toThrow(WorkbenchError);
    expect(() => migratedLink({ version: currentLinkVersion + 1 })).toThrow(WorkbenchError);
  });

  it.each([[null], [7], [[]], [{}], [{ version: 0 }], [{ version: 1.5 }], [{ version: '1' }]])(
    'is not looked for in %j',
    (value) => {
      expect(migrated(value)).toEqual(value);
    },
  );
});

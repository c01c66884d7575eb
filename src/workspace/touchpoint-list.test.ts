import { describe, expect, it } from 'vitest';
import { newWorkspace } from '../../test/engines/native-workspace';
import { checkedIntent } from './intent';
import { Keeping } from './keeping.svelte';
import type { BrowserMemory } from './memory-of-browser';
import { TouchpointList } from './touchpoint-list.svelte';

const log = `customer_id,event_time,touchpoint,converted
a,2025-01-03 10:00:00,APP,0
b,2025-01-04 10:00:00,App端,1
c,2025-01-05 10:00:00,APP,0
d,2025-01-06 10:00:00,退货,0
a,2025-01-07 10:00:00,XYZ-9,0
`;
const catalogue = `触点,旅程阶段,类别,媒介
退货,售后,互动点,
`;

async function newList(files: Readonly<Record<string, string>> = { 'log.csv': log, '触点.csv': catalogue }) {
  const workspace = newWorkspace();
  await workspace.open(Object.entries(files).map(([name, text]) => ({ name, blob: new File([text], name) })));
  const list = new TouchpointList(workspace);
  await list.ask();
  return { workspace, list };
}

const valuesOf = (list: TouchpointList, touchpoint: string) =>
  list.rows.find((row) => row.touchpoint === touchpoint)?.values;

describe('the list of touchpoints', () => {
  it('holds those of the catalogue first, then those that only rows name, with their rows', async () => {
    const { list } = await newList();
    expect(list.rows.map(({ touchpoint, n }) => [touchpoint, n])).toEqual([
      ['退货', 1],
      ['APP', 2],
      ['App端', 1],
      ['XYZ-9', 1],
    ]);
    expect(valuesOf(list, '退货')).toMatchObject({ stage: 'service', class: 'interaction', medium: null });
  });

  it('proposes only what nobody said, applies nothing before it is accepted, and takes back by undo', async () => {
    const { workspace, list } = await newList();
    expect(list.proposals.map(({ touchpoint, values }) => [touchpoint, Object.keys(values)])).toEqual([
      ['退货', ['phase', 'medium']],
      ['APP', ['stage', 'class', 'phase', 'medium']],
      ['App端', ['stage', 'class', 'phase', 'medium']],
    ]);
    expect(valuesOf(list, 'APP')?.stage ?? null).toBeNull();
    await list.accept(list.proposals);
    await list.ask();
    expect(list.proposals).toEqual([]);
    expect(valuesOf(list, 'APP')).toMatchObject({ stage: 'consideration', medium: 'digital' });
    expect(valuesOf(list, '退货')).toMatchObject({ stage: 'service', phase: 'after', medium: 'hybrid' });
    const outcome = await workspace.evaluation.evaluate('conversion', { by: 'stage', unit: 'event' });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    expect(outcome.found.rows.map((row) => Object.values(row)[0])).toEqual(
      expect.arrayContaining(['consideration', 'service']),
    );
    await workspace.history.undo();
    await list.ask();
    expect(list.proposals).toHaveLength(3);
    await workspace.history.redo();
    await list.ask();
    expect(list.proposals).toEqual([]);
  });

  it('does not propose again what was refused', async () => {
    const { list } = await newList();
    await list.refuse(list.proposals[0]!);
    await list.ask();
    expect(list.proposals.map(({ touchpoint }) => touchpoint)).toEqual(['APP', 'App端']);
    await list.release('退货');
    await list.ask();
    expect(list.proposals).toHaveLength(3);
  });

  it('sets a value over the file, empties it, and gives it back to the file; words are understood in both languages', async () => {
    const { list } = await newList();
    await list.set('退货', 'stage', '回购');
    await list.set('退货', 'class', null);
    await list.ask();
    expect(valuesOf(list, '退货')).toMatchObject({ stage: 'repurchase', class: null });
    expect([...list.rows.find(({ touchpoint }) => touchpoint === '退货')!.own]).toEqual(['stage', 'class']);
    await list.release('退货');
    await list.ask();
    expect(valuesOf(list, '退货')).toMatchObject({ stage: 'service', class: 'interaction' });
    await list.add('电视广告');
    await list.ask();
    expect(list.rows.find(({ touchpoint }) => touchpoint === '电视广告')?.n).toBe(0);
  });

  it('makes one of two names when told, shows it in metrics, keeps it in what is saved, and takes it back', async () => {
    const { workspace, list } = await newList();
    expect(list.aliases.map(({ as, names }) => [as, names])).toEqual([['APP', ['App端']]]);
    expect(workspace.checks.some(({ say }) => say.en.includes('may be one touchpoint'))).toBe(true);
    await workspace.mapping.alias('App端', 'APP');
    await list.ask();
    expect(list.aliases).toEqual([]);
    expect(list.rows.map(({ touchpoint, n }) => [touchpoint, n])).toContainEqual(['APP', 3]);
    const saved = checkedIntent(
      JSON.parse(new Keeping(workspace, {} as unknown as BrowserMemory, undefined).written()) as unknown,
    );
    expect(saved.mapping.aliases).toEqual({ App端: 'APP' });
    await workspace.history.undo();
    await workspace.mapping.alias('App端', 'App端');
    await list.ask();
    expect(list.aliases).toEqual([]);
    expect(list.rows.map(({ touchpoint, n }) => [touchpoint, n])).toContainEqual(['APP', 2]);
    expect(workspace.checks.some(({ say }) => say.en.includes('may be one touchpoint'))).toBe(false);
  });

  it('moves what counted as a touchpoint along when that touchpoint counts as another', async () => {
    const { workspace } = await newList();
    await workspace.mapping.alias('App端', 'APP');
    await workspace.mapping.alias('APP', 'XYZ-9');
    expect(workspace.mapping.current.aliases).toEqual({ App端: 'XYZ-9', APP: 'XYZ-9' });
  });
});

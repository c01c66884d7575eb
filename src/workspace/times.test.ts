import { describe, expect, it } from 'vitest';
import { newWorkspace } from '../../test/engines/native-workspace';
import { readIntent } from './intent';
import { Keeping } from './keeping.svelte';
import type { BrowserMemory } from './memory-of-browser';
import { toLink } from './share';
import type { Workspace } from './workspace.svelte';
import { zoneNamed, zones } from './zones';

const memory = { list: () => Promise.resolve([]) } as unknown as BrowserMemory;
/** Answers of a late Sunday evening in UTC, which is Monday morning in Shanghai, and a file whose clock is not told. */
async function opened() {
  const workspace = newWorkspace();
  await workspace.open([
    file(
      'answers.csv',
      `response_id,touchpoint,csat,submitted_at
1,desk,5,2025-03-02T20:30:00Z
2,desk,4,2025-03-02T21:45:00Z
3,line,1,2025-03-08T22:15:00Z
`,
    ),
    file(
      'orders.csv',
      'order_id,customer_id,ordered_at,amount\n1,a,2025-03-02 20:30:00,10\n2,b,2025-03-03 09:00:00,20\n',
    ),
    file('notes.csv', 'word,number\nred,3\nblue,4\n'),
  ]);
  return workspace;
}

function file(name: string, text: string) {
  return { name, blob: new File([text], name, { lastModified: 1 }) };
}

async function weeks(workspace: Workspace) {
  const outcome = await workspace.evaluation.evaluate('csat', { by: 'period', grain: 'week' });
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  return outcome.found.rows.map(({ touchpoint, n }) => [touchpoint, n]);
}

describe('the zone', () => {
  it('is UTC first; another one moves what names its offset, leaves the rest as written, and says which', async () => {
    const workspace = await opened();
    expect(await weeks(workspace)).toEqual([
      ['2025-02-24', 2],
      ['2025-03-03', 1],
    ]);
    await workspace.times.tellIn('Asia/Shanghai');
    expect(await weeks(workspace)).toEqual([['2025-03-03', 3]]);
    const reread = workspace.times.reread;
    expect([...(reread?.read ?? [])].sort()).toEqual(['answers.csv', 'orders.csv']);
    expect(reread?.moved).toEqual(['answers.csv']);
    const [first] = (await workspace.explore.query('SELECT min(ordered_at) AS t FROM raw.orders')).rows;
    expect(first?.t).toEqual(new Date('2025-03-02T20:30:00Z'));
  });

  it('goes back with undo and forth with redo, the data with it', async () => {
    const workspace = await opened();
    await workspace.times.tellIn('Asia/Shanghai');
    expect(workspace.history.last).toBe('zone');
    await workspace.history.undo();
    expect(workspace.times.zone).toBe('UTC');
    expect((await weeks(workspace))[0]).toEqual(['2025-02-24', 2]);
    await workspace.history.redo();
    expect(workspace.times.zone).toBe('Asia/Shanghai');
    expect(await weeks(workspace)).toEqual([['2025-03-03', 3]]);
  });

  it('is kept with the start of the week, travels in a link, and is gone from a new workspace', async () => {
    const workspace = await opened();
    const keeping = new Keeping(workspace, memory, undefined);
    await workspace.times.tellIn('Asia/Shanghai');
    workspace.times.beginWeeksOn('sunday');
    const intent = readIntent(keeping.written());
    expect(intent).toMatchObject({ zone: 'Asia/Shanghai', weekStart: 'sunday' });
    expect(toLink({ intent, tables: [], data: null }).json.intent).toMatchObject({
      zone: 'Asia/Shanghai',
      weekStart: 'sunday',
    });
    await keeping.begin();
    expect(workspace.times).toMatchObject({ zone: 'UTC', weekStart: 'monday' });
    await keeping.restore(intent);
    expect(workspace.times).toMatchObject({ zone: 'Asia/Shanghai', weekStart: 'sunday', reread: null });
  });

  it('is known however it is typed, and refused where there is none', () => {
    expect(zones()[0]).toBe('UTC');
    expect(zoneNamed(' asia/shanghai ')).toBe('Asia/Shanghai');
    expect(zoneNamed('utc')).toBe('UTC');
    expect(zoneNamed('Mars/Olympus')).toBeNull();
    expect(zoneNamed('')).toBeNull();
    expect(() => readIntent('{"kind":"touchpoint-workspace","version":3,"zone":"Mars/Olympus"}')).toThrow(/zone/);
  });
});

describe('the week', () => {
  it('begins on Monday first; another day is heeded at once and can be undone', async () => {
    const workspace = await opened();
    workspace.times.beginWeeksOn('sunday');
    expect(await weeks(workspace)).toEqual([['2025-03-02', 3]]);
    await workspace.history.undo();
    expect((await weeks(workspace))[0]).toEqual(['2025-02-24', 2]);
  });

  it('is Monday in workspaces that were kept before it could be set, and nothing but a day', () => {
    const kept = '{"kind":"touchpoint-workspace","version":3}';
    expect(readIntent(kept).weekStart).toBe('monday');
    expect(() => readIntent(kept.replace('}', ',"weekStart":"friday"}'))).toThrow(/weekStart/);
  });
});

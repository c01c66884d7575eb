import { describe, expect, it } from 'vitest';
import { newWorkspace } from '../../test/engines/native-workspace';
import { workbook } from '../../test/engines/workbook';
import type { Engine } from '../engine/engine';
import { WorkbenchError } from '../engine/errors';
import { openNative } from '../headless/native';
import type { OpenedFile } from './opened-file';
import { readIntent } from './intent';
import { Keeping } from './keeping.svelte';
import type { BrowserMemory, Remembered } from './memory-of-browser';
import type { Workspace } from './workspace.svelte';

const survey = `回答编号,客户,触点,满意度,提交时间
1,a,前台,5,2025-01-03 10:00:00
2,b,前台,4,2025-01-04 10:00:00
3,c,前台,1,2025-02-05 10:00:00
4,d,热线,2,2025-02-06 10:00:00
5,a,热线,5,2025-02-07 10:00:00
`;

function file(name: string, text: string): OpenedFile {
  return { name, blob: new File([text], name, { lastModified: 1 }) };
}

async function csatOf(workspace: Workspace) {
  const outcome = await workspace.evaluation.evaluate('csat');
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  return outcome.found.rows.map(({ touchpoint, n, satisfied }) => [touchpoint, n, satisfied]);
}

describe('a workspace', () => {
  it('goes from a file to a metric by itself', async () => {
    const workspace = newWorkspace();
    await workspace.open([file('survey.csv', survey)]);
    expect(workspace.buildError).toBeNull();
    expect(workspace.files.tables.map(({ table, rows }) => [table, rows])).toEqual([['survey', 5]]);
    expect(workspace.roles).toContain('responses.score');
    expect(await csatOf(workspace)).toEqual([
      ['前台', 3, 2],
      ['热线', 2, 1],
    ]);
    expect(workspace.filters.options).toMatchObject({ from: '2025-01-03', to: '2025-02-07' });
  });

  it('counts only what the filters keep, and forgets what it had found before', async () => {
    const workspace = newWorkspace();
    await workspace.open([file('survey.csv', survey)]);
    await csatOf(workspace);
    await workspace.filters.period('2025-02-01', '2025-02-28');
    expect(await csatOf(workspace)).toEqual([
      ['前台', 1, 0],
      ['热线', 2, 1],
    ]);
    expect(workspace.built?.counts.responses).toMatchObject({ all: 5, kept: 3 });
    await workspace.filters.choose('responses', 'touchpoint', '前台');
    expect(await csatOf(workspace)).toEqual([['前台', 1, 0]]);
    await workspace.filters.clear();
    expect(await csatOf(workspace)).toHaveLength(2);
  });

  it('makes one table of files of one shape, also when they come one after the other', async () => {
    const workspace = newWorkspace();
    await workspace.open([file('day-1.csv', survey)]);
    await workspace.open([file('day-2.csv', survey.replaceAll(/^(\d)/gm, '1$1'))]);
    expect(workspace.files.tables).toHaveLength(1);
    expect(workspace.files.tables[0]?.rows).toBe(10);
    expect(workspace.files.tables[0]?.files).toEqual(['day-1.csv', 'day-2.csv']);
  });

  it('keeps the other tables when a file is bad, and names the bad one', async () => {
    const workspace = newWorkspace();
    await workspace.open([file('survey.csv', survey), file('nothing.csv', '')]);
    expect(workspace.files.tables.map(({ table }) => table)).toEqual(['survey']);
    expect(workspace.files.failures.map((failure) => failure.file)).toEqual(['nothing.csv']);
    expect((workspace.files.failures[0]?.error as WorkbenchError).code).toBe('file-empty');
  });

  it('refuses a folder by its name, and reads the files beside it', async () => {
    const workspace = newWorkspace();
    await workspace.open([{ ...file('Surveys', ''), folder: true }, file('survey.csv', survey)]);
    expect(workspace.files.failures.map(({ file: name, error }) => [name, (error as WorkbenchError).code])).toEqual([
      ['Surveys', 'file-directory'],
    ]);
    expect(workspace.files.tables.map(({ table }) => table)).toEqual(['survey']);
  });

  it('reads its files again in a new engine when the engine dies, and keeps what was decided', async () => {
    let dying = false;
    const mortal = async () => {
      const engine = await openNative();
      const mortalQuery: Engine['query'] = (query, asking) => {
        if (!dying) return engine.query(query, asking);
        dying = false;
        return Promise.reject(new WorkbenchError('engine-died', { message: 'unreachable' }));
      };
      return new Proxy(engine, {
        get: (target, name) => {
          if (name === 'query') return mortalQuery;
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
    };
    const workspace = newWorkspace({ openEngine: mortal });
    await workspace.open([file('survey.csv', survey)]);
    await workspace.filters.period('2025-02-01', null);
    dying = true;
    await expect(workspace.evaluation.evaluate('csat')).rejects.toMatchObject({ code: 'engine-died' });
    expect(workspace.engine.deaths).toBeGreaterThan(0);
    expect(workspace.engine.state).toBe('ready');
    expect(await csatOf(workspace)).toEqual([
      ['前台', 1, 0],
      ['热线', 2, 1],
    ]);
  });

  it('lets an import be cancelled before the engine is there, which leaves nothing and hinders nothing', async () => {
    let letIn = () => {};
    const door = new Promise<void>((opened) => (letIn = opened));
    const workspace = newWorkspace({ openEngine: () => door.then(() => openNative()) });
    const opening = workspace.open([file('survey.csv', survey)]);
    expect(workspace.files.busy).toMatchObject({ file: 'survey.csv' });
    workspace.files.cancel();
    letIn();
    await opening.catch(() => undefined);
    expect(workspace.files).toMatchObject({ tables: [], failures: [], opened: [], busy: null });
    await workspace.open([file('other.csv', survey)]);
    expect(workspace.files.tables.map(({ table, rows }) => [table, rows])).toEqual([['other', 5]]);
    expect(workspace.files.busy).toBeNull();
  });

  it('answers free SQL by windows, and says where a statement is wrong', async () => {
    const workspace = newWorkspace();
    await workspace.open([file('survey.csv', survey)]);
    await workspace.explore.run('SELECT "触点", count(*) AS n FROM survey GROUP BY 1 ORDER BY 1;');
    expect(workspace.explore.error).toBeNull();
    expect(workspace.explore.answer?.count).toBe(2);
    expect(await workspace.explore.answer?.rows(1, 1)).toEqual([{ 触点: '热线', n: 2 }]);
    await workspace.explore.run('SELECT 1,\n  nonsense FROM survey');
    expect(workspace.explore.error?.details).toMatchObject({ line: 2, column: 3 });
    expect((await workspace.explore.relations()).map(({ name }) => name)).toContain('survey');
  });

  it('does what a person says of columns, and leaves it alone when files are read again', async () => {
    const workspace = newWorkspace();
    await workspace.open([file('survey.csv', survey)]);
    await workspace.mapping.supply('survey', 'responses', 'touchpoint', null);
    expect(workspace.roles).not.toContain('responses.touchpoint');
    await workspace.open([file('survey.csv', survey)]);
    expect(workspace.roles).not.toContain('responses.touchpoint');
    workspace.mapping.unsettle('survey');
    await workspace.reguess();
    expect(workspace.roles).toContain('responses.touchpoint');
  });

  it('reads the sheets of a workbook that a person chose, and tells which', async () => {
    const workspace = newWorkspace();
    const sheet = (name: string) =>
      [
        ['id', name],
        ['a', 1],
      ] as const;
    const bytes = workbook({ Orders: sheet('amount'), Notes: sheet('note') });
    await workspace.open([{ name: 'book.xlsx', blob: new File([bytes as BlobPart], 'book.xlsx') }]);
    const tables = () => workspace.files.tables.map(({ files }) => files[0]);
    expect(tables()).toEqual(['book.xlsx/Orders', 'book.xlsx/Notes']);
    expect(workspace.files.sheetsOf(workspace.files.tables[0]!)).toEqual({
      all: ['Orders', 'Notes'],
      read: ['Orders', 'Notes'],
    });
    await workspace.readAgain(workspace.files.tables[0]!, { sheets: ['Notes'] });
    expect(tables()).toEqual(['book.xlsx/Notes']);
    expect(workspace.files.sheetsOf(workspace.files.tables[0]!)).toEqual({ all: ['Orders', 'Notes'], read: ['Notes'] });
    await workspace.readAgain(workspace.files.tables[0]!, { sheets: ['Orders', 'Notes'] });
    expect(tables()).toEqual(['book.xlsx/Orders', 'book.xlsx/Notes']);
  });

  it('decides of a table’s files only what a person says, and keeps what was said before', async () => {
    const workspace = newWorkspace();
    await workspace.open([file('a1.csv', 'id,n\nx,1\ny,2\n'), file('a2.csv', 'id;n\nz;3\n')]);
    const table = () => workspace.files.tables[0]!;
    expect([table().rows, table().otherwise?.map(({ dialect }) => dialect.delimiter)]).toEqual([3, [';']]);
    await workspace.readAgain(table(), { readings: { n: { kind: 'text' } } });
    expect([table().rows, table().otherwise?.map(({ file: name }) => name)]).toEqual([3, ['a2.csv']]);
    expect(table().columns.find(({ name }) => name === 'n')!.reading).toEqual({ kind: 'text' });
    await workspace.readAgain(table(), { dialect: { quote: "'" } });
    await workspace.readAgain(table(), { dialect: { headerLines: 1 } });
    expect(workspace.files.decisions['a2.csv']).toMatchObject({
      readings: { n: { kind: 'text' } },
      dialect: { quote: "'", headerLines: 1 },
    });
  });

  it('rereads only files that changed', async () => {
    let now = new File([survey], 'survey.csv', { lastModified: 1 });
    const handle = { getFile: () => Promise.resolve(now) };
    const workspace = newWorkspace();
    await workspace.open([{ name: 'survey.csv', blob: now, handle }]);
    expect((await workspace.refresh()).same).toEqual(['survey.csv']);
    now = new File([`${survey}6,e,前台,5,2025-03-01 10:00:00\n`], 'survey.csv', { lastModified: 2 });
    expect((await workspace.refresh()).changed).toEqual([{ file: 'survey.csv', before: 5, after: 6 }]);
    expect(await csatOf(workspace)).toContainEqual(['前台', 4, 3]);
  });
});

describe('what is kept', () => {
  it('comes back with the same files under another name', async () => {
    const kept: Remembered[] = [];
    const memory = {
      keep: (one: Remembered) => Promise.resolve(kept.push(one)),
      list: () => Promise.resolve(kept),
    } as unknown as BrowserMemory;
    const first = newWorkspace();
    const keeping = new Keeping(first, memory, undefined);
    first.name = '酒店';
    await first.open([file('survey.csv', survey)]);
    await first.mapping.supply('survey', 'responses', 'customer_id', null);
    await first.filters.period('2025-02-01', null);
    await expect.poll(() => first.files.prints.length).toBe(1);
    const written = keeping.written();
    await keeping.save(written);
    expect(kept[0]).toMatchObject({ name: '酒店', handles: [] });

    const second = newWorkspace();
    const again = new Keeping(second, memory, undefined);
    await again.restore(readIntent(written));
    expect(again.awaited.map(({ name }) => name)).toEqual(['survey.csv']);
    expect(second.name).toBe('酒店');
    await again.give([file('renamed.csv', survey)]);
    expect(again.awaited).toEqual([]);
    expect(second.roles).not.toContain('responses.customer_id');
    expect(await csatOf(second)).toEqual(await csatOf(first));
  });
});

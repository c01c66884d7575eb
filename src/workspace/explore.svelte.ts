import type { Column, Result } from '../engine/engine';
import { WorkbenchError } from '../engine/errors';
import { identifier, sql, typed, type Sql } from '../engine/sql';
import { Answer, answerOf } from './answer.svelte';
import type { EngineRoom } from './engine-room.svelte';
import type { ReadRows } from './paged-rows.svelte';

export interface SavedQuery {
  readonly name: string;
  readonly sql: string;
}

/** A statement that was run in this session. */
export interface Asked {
  readonly sql: string;
  readonly at: Date;
  /** Rows of its result; null: it failed. */
  readonly rows: number | null;
  readonly ms: number;
}

/** A table or view that SQL can name. */
export interface Relation {
  readonly schema: 'raw' | 'canonical';
  readonly name: string;
  readonly columns: readonly Column[];
}

const answerTable = identifier('store', 'answer');
const orderedTable = identifier('store', 'answer#ordered');

/** Free SQL over the files and the canonical tables. */
export class Explore {
  /** What stands in the editor; saved with the workspace. */
  draft = $state('');
  running = $state(false);
  answer = $state.raw<Answer | null>(null);
  /** The last failure; `details.line` and `details.column` say where, when the engine knows. */
  error = $state.raw<WorkbenchError | null>(null);
  history = $state.raw<readonly Asked[]>([]);
  saved = $state.raw<readonly SavedQuery[]>([]);
  readonly #room: EngineRoom;
  readonly #built: () => Promise<void>;
  #stop: AbortController | null = null;

  constructor(room: EngineRoom, built: () => Promise<void>) {
    this.#room = room;
    this.#built = built;
  }

  /** Runs one statement; the latest wins. What comes out stands in `answer` or `error`. */
  async run(text: string): Promise<void> {
    this.cancel();
    const stop = new AbortController();
    this.#stop = stop;
    this.running = true;
    this.error = null;
    const began = performance.now();
    try {
      const answer = await this.#answer(text, stop.signal, began);
      if (stop.signal.aborted) return;
      this.answer = answer;
      this.#note(text, answer.count, began);
    } catch (error) {
      if (stop.signal.aborted) return;
      this.#note(text, null, began);
      if (!(error instanceof WorkbenchError)) throw error;
      this.error = error;
    } finally {
      if (this.#stop === stop) this.running = false;
    }
  }

  /** Stops what runs; shows nothing. */
  cancel(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.running = false;
  }

  /** One statement with all of its rows, unseen by the screen. */
  async query(text: string, signal?: AbortSignal): Promise<Result> {
    await this.#built();
    return this.#room.use((engine) => engine.ask(typed(text), { signal, first: 'raw' }));
  }

  /** What SQL can name: the person's files first, then the canonical tables. */
  async relations(): Promise<readonly Relation[]> {
    await this.#built();
    const rows = await this.#room.use((engine) =>
      engine.query(
        sql`SELECT table_schema AS s, table_name AS t, column_name AS c, data_type AS d FROM information_schema.columns
            WHERE table_schema IN ('raw', 'canonical') ORDER BY table_schema DESC, table_name, ordinal_position`,
      ),
    );
    const relations = new Map<string, { schema: 'raw' | 'canonical'; name: string; columns: Column[] }>();
    for (const { s, t, c, d } of rows) {
      const relation = relations.get(`${String(s)}.${String(t)}`) ?? {
        schema: s === 'raw' ? ('raw' as const) : ('canonical' as const),
        name: String(t),
        columns: [],
      };
      relation.columns.push({ name: String(c), type: String(d) });
      relations.set(`${String(s)}.${String(t)}`, relation);
    }
    return [...relations.values()];
  }

  /** Keeps a query under a name; the same name replaces it. */
  save(query: SavedQuery): void {
    this.saved = [...this.saved.filter(({ name }) => name !== query.name), query];
  }

  forget(name: string): void {
    this.saved = this.saved.filter((query) => query.name !== name);
  }

  clear(): void {
    this.draft = '';
    this.answer = null;
    this.error = null;
    this.history = [];
    this.saved = [];
  }

  async #answer(text: string, signal: AbortSignal, began: number): Promise<Answer> {
    await this.#built();
    const statement = text.trim().replace(/;\s*$/, '');
    if (isSelect(statement)) return this.#stored(statement, signal, began);
    const { columns, rows } = await this.#room.use((engine) => engine.ask(typed(statement), { signal, first: 'raw' }));
    return answerOf({ sql: statement, columns, ms: performance.now() - began }, rows);
  }

  async #stored(statement: string, signal: AbortSignal, began: number): Promise<Answer> {
    return this.#room.use(async (engine) => {
      await engine.run(sql`DROP TABLE IF EXISTS ${orderedTable}`);
      await engine
        .ask(typed(`CREATE OR REPLACE TABLE ${answerTable.text} AS\n${statement}`), { signal, first: 'raw' })
        .catch((error: unknown) => {
          throw oneLineUp(error, statement);
        });
      const ms = performance.now() - began;
      const [counted] = await engine.query(sql`SELECT count(*)::DOUBLE AS n FROM ${answerTable}`, { signal });
      const { columns } = await engine.ask(sql`SELECT * FROM ${answerTable} LIMIT 0`, { signal });
      return new Answer(
        { sql: statement, columns, count: Number(counted?.n ?? 0), ms },
        {
          given: this.#window(answerTable),
          ordered: async ({ column, descending }) => {
            const by = sql`${identifier(column)} ${descending ? sql`DESC` : sql`ASC`} NULLS LAST, rowid`;
            await this.#room.use((now) =>
              now.run(sql`CREATE OR REPLACE TABLE ${orderedTable} AS SELECT * FROM ${answerTable} ORDER BY ${by}`),
            );
            return this.#window(orderedTable);
          },
        },
      );
    });
  }

  /** Reads windows of a table in the order that its rows were put in. */
  #window(table: Sql): ReadRows {
    return (from, count, signal) =>
      this.#room.use((engine) =>
        engine.query(sql`SELECT * FROM ${table} WHERE rowid >= ${from} AND rowid < ${from + count} ORDER BY rowid`, {
          signal,
        }),
      );
  }

  #note(text: string, rows: number | null, began: number): void {
    const asked = { sql: text, at: new Date(), rows, ms: performance.now() - began };
    this.history = [asked, ...this.history.filter((earlier) => earlier.sql !== text)].slice(0, 100);
  }
}

function isSelect(statement: string): boolean {
  return /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*(?:select|with|from|values|table|pivot|unpivot)\b/i.test(statement);
}

/** The statement was asked under a line of ours: its own lines count from one again. */
function oneLineUp(error: unknown, statement: string): unknown {
  if (!(error instanceof WorkbenchError) || typeof error.details.line !== 'number') return error;
  return new WorkbenchError(
    error.code,
    { ...error.details, line: error.details.line - 1, sql: statement },
    error.cause,
  );
}

import type { Relation } from '../../workspace/explore.svelte';
import type { Workspace } from '../../workspace/workspace.svelte';
import type { Vocabulary } from './sql-editor';

/** What the editor knows of the tables, and what must be mended after a statement that is no query. */
export class ExploreDesk {
  relations = $state.raw<readonly Relation[]>([]);
  functions = $state.raw<readonly string[]>([]);
  /** Tables of the person's files that a statement took away. */
  lost = $state.raw<readonly string[]>([]);
  /** The editor's line on which the running text began: errors count from there. */
  firstLine = $state(1);
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  get vocabulary(): Vocabulary {
    const tables = this.relations.map(({ schema, name, columns }) => ({
      name: schema === 'raw' ? name : `canonical.${name}`,
      columns: columns.map((column) => column.name),
    }));
    return { tables, functions: this.functions };
  }

  /** Reads the names of tables, columns and functions from the engine. */
  async learn(): Promise<void> {
    const { explore } = this.#workspace;
    this.relations = await explore.relations().catch(() => this.relations);
    if (this.functions.length) return;
    const found = await explore
      .query(
        "SELECT DISTINCT function_name AS f FROM duckdb_functions() WHERE regexp_matches(function_name, '^[a-z][a-z0-9_]+$') ORDER BY 1",
      )
      .catch(() => null);
    this.functions = found?.rows.map(({ f }) => String(f)) ?? [];
  }

  /** Runs a statement. After one that may have changed tables, canonical tables are made anew and lost files named. */
  async run(text: string, firstLine: number): Promise<void> {
    this.firstLine = firstLine;
    const { explore, filters } = this.#workspace;
    await explore.run(text);
    if (isQuery(text) || explore.running) return;
    await this.learn();
    const here = new Set(this.relations.filter(({ schema }) => schema === 'raw').map(({ name }) => name));
    this.lost = this.#workspace.files.tables.map(({ table }) => table).filter((table) => !here.has(table));
    if (!this.lost.length) await filters.set(filters.current);
  }

  /** Puts the files' tables back. */
  async readAgain(): Promise<void> {
    await this.#workspace.open(this.#workspace.files.opened);
    this.lost = [];
    await this.learn();
  }
}

function isQuery(text: string): boolean {
  return /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*(?:select|with|from|values|table|pivot|unpivot|describe|summarize|show|explain)\b/i.test(
    text,
  );
}

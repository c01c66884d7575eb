import { existsSync, openAsBlob, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Engine, LocalFile } from '../engine/engine';
import { WorkbenchError } from '../engine/errors';
import type { Imported } from '../engine/intake/imported';
import { importFiles } from '../engine/intake/import-files';
import { typed } from '../engine/sql';
import { say } from '../i18n/say';
import type { Remark } from '../i18n/text';
import { metrics } from '../metrics';
import type { Metric } from '../metrics/metric';
import { run } from '../metrics/run';
import { guess } from '../model/guess';
import type { Guess } from '../model/mapping';
import { profile, type Profiles } from '../model/profile';
import { build, typesIn } from '../model/views';
import { readIntent, type Intent } from '../workspace/intent';
import { parsed, type Asked } from './arguments';
import { bears, tossed } from './blocking';
import { inspected } from './inspect';
import { listed } from './list';
import { mappingShown } from './mapping-shown';
import { openNative } from './native';
import { meant, withColumns } from './meant';
import { nearest } from '../engine/nearest';
import { misspelt, usage } from './misspelt';
import { printed, resultPrinted, sqlPrinted } from './output';
import { feedsSaid, said } from './said';
import { withMeant } from './sql-refused';
import { targetsHeld } from './targets-held';
import { paramsGiven, withWeekStart } from './week-start';
import { doubts } from '../workspace/doubts';
import { wordedScales } from '../workspace/worded-scales';

/** Where the terminal is. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  /** Told of the file that is read now; null once all are read. */
  reading?(file: string | null): void;
  /** Folders that relative paths are tried in, in this order. */
  readonly folders: readonly string[];
}

/** Does what the arguments ask; returns the exit status: 0 answered, 2 wrong usage, 3 lacking or empty, 1 anything else. */
export async function evaluate(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const asked = parsed(argv);
    if (asked.act.kind === 'list') {
      terminal.out(printed(listed(metrics, asked.locale), asked.format));
      return 0;
    }
    const engine = await openNative();
    try {
      return await answer(asked, engine, terminal);
    } finally {
      await engine.close();
    }
  } catch (error) {
    terminal.error(`${lineOf(error)}\n`);
    return error instanceof WorkbenchError && ['usage', 'parameter'].includes(error.code) ? 2 : 1;
  }
}

async function answer(asked: Asked, engine: Engine, terminal: Terminal): Promise<number> {
  const { act } = asked;
  if (act.kind === 'inspect') {
    const tables = await imported(engine, [act.file], asked, null, terminal);
    terminal.out(printed(inspected(tables, await profile(engine, tables), act.file, asked.locale), asked.format));
    return 0;
  }
  const metric = act.kind === 'metric' ? metricOf(act.id) : null;
  const intent = asked.workspace === undefined ? null : readIntent(read(asked.workspace, terminal.folders));
  const files = [...new Set([...asked.data, ...asked.as.map(({ file }) => file)])];
  if (!files.length) throw usage('no files: give --data FILE or --as TABLE=FILE');
  const tables = await imported(engine, files, asked, intent, terminal);
  const profiles = await profile(engine, tables);
  const mapping = mappingOf(asked, tables, profiles, intent);
  const filters = {
    ...intent?.filters,
    ...(asked.from === undefined ? {} : { from: asked.from }),
    ...(asked.to === undefined ? {} : { to: asked.to }),
    ...(asked.where.length ? { where: asked.where } : {}),
  };
  const aliases = intent?.mapping.aliases ?? {};
  const building = { filters: {}, catalogue: intent?.catalogue ?? [], zone: zoneOf(asked, intent) };
  if (asked.where.length) {
    await build(engine, { feeds: mapping.feeds, aliases }, building);
    await checkWhere(engine, asked);
  }
  const built = await build(engine, { feeds: mapping.feeds, aliases }, { ...building, filters });
  if (act.kind === 'sql') return asking(act.text, engine, asked, terminal);
  if (!metric) return 1;
  checkParams(metric, asked.param);
  const given = { ...intent?.settings[metric.id], ...asked.param };
  const { params, weekStart } = withWeekStart(metric.params, given, intent?.weekStart);
  const setting = { params, roles: built.roles, seed: intent?.seed ?? 1, weekStart };
  const blocking = mapping.ties.filter((tie) => bears(metric, tie, built.roles, params));
  const shown = { mapping: mappingShown(mapping), rejected: tables.reduce((sum, { rejected }) => sum + rejected, 0) };
  const outcome = blocking.length
    ? ({ kind: 'lacking', roles: blocking.map(({ table, column }) => `${table}.${column}`) } as const)
    : await run(metric, setting, { engine, metrics, rules: intent?.settings.authenticity }).catch((error: unknown) => {
        throw withColumns(error, metric, built.roles);
      });
  const remarks: readonly Remark[] = [
    ...blocking.map(tossed),
    ...mapping.remarks,
    ...doubts(tables),
    ...wordedScales(tables, mapping.feeds),
    ...built.remarks,
    ...(outcome.kind === 'answered' ? metric.remarks(outcome.found, setting) : []),
  ];
  const targets = outcome.kind === 'answered' ? targetsHeld(metric, outcome.found, intent?.goals ?? []) : [];
  terminal.out(
    resultPrinted(
      {
        metric: metric.id,
        kind: outcome.kind,
        rows: outcome.kind === 'answered' ? outcome.found.rows : [],
        summary: outcome.kind === 'answered' ? outcome.found.summary : {},
        remarks: remarks.map(({ level, say: text, with: values }) => ({
          level,
          text: say(text, values, asked.locale),
        })),
        sql: outcome.kind === 'lacking' ? {} : outcome.sql,
        lacking: outcome.kind === 'lacking' ? outcome.roles : [],
        ...(targets.length ? { targets } : {}),
        ...shown,
      },
      asked.format,
    ),
  );
  for (const tie of blocking)
    terminal.error(
      `${tie.table}.${tie.column} of ${tie.source} may be ${tie.candidates.map((name) => `"${name}"`).join(' or ')}: say which with --map ${tie.table}.${tie.column}='…'\n`,
    );
  return outcome.kind === 'answered' ? 0 : 3;
}

async function asking(text: string, engine: Engine, asked: Asked, terminal: Terminal): Promise<number> {
  const result = await engine.ask(typed(text), { first: 'raw' }).catch(async (error: unknown) => {
    throw await withMeant(error, engine);
  });
  terminal.out(sqlPrinted(result, asked.format));
  return result.rows.length ? 0 : 3;
}

async function imported(
  engine: Engine,
  paths: readonly string[],
  asked: Asked,
  intent: Intent | null,
  terminal: Terminal,
): Promise<readonly Imported[]> {
  const files: LocalFile[] = [];
  for (const path of paths) {
    const place = placeOf(path, terminal.folders);
    if (statSync(place).isDirectory())
      throw new WorkbenchError('file-directory', { file: path, message: `${path} is a folder: give its files` });
    files.push({ name: basename(place), blob: await openAsBlob(place), path: place });
  }
  const { imported: tables, failed } = await importFiles(engine, files, {
    decisions: intent?.decisions,
    zone: zoneOf(asked, intent),
    progress: (file) => terminal.reading?.(file),
  });
  terminal.reading?.(null);
  const [first] = failed;
  if (first)
    throw new WorkbenchError(first.error.code, { ...first.error.details, message: failure(first) }, first.error);
  return tables;
}

function failure({ file, error }: { readonly file: string; readonly error: WorkbenchError }): string {
  const { message } = error;
  return message.includes(file) ? message : `${file}: ${message}`;
}

function placeOf(path: string, folders: readonly string[]): string {
  const place = folders.map((folder) => resolve(folder, path)).find((one) => existsSync(one));
  if (place === undefined)
    throw new WorkbenchError('file-unreadable', { file: path, message: `${path} does not exist` });
  return place;
}

function read(path: string, folders: readonly string[]): string {
  return readFileSync(placeOf(path, folders), 'utf8');
}

function zoneOf(asked: Asked, intent: Intent | null): string {
  return asked.zone ?? intent?.zone ?? 'UTC';
}

function metricOf(id: string): Metric {
  const metric = metrics.get(id);
  if (!metric) throw misspelt('metric', id, [...metrics.keys()]);
  return metric;
}

/** The workspace's feeds for the tables it knows, guesses for the rest, and over both what the options say. */
function mappingOf(asked: Asked, tables: readonly Imported[], profiles: Profiles, intent: Intent | null): Guess {
  const first = guess(tables, { profiles });
  const as = feedsSaid(asked, tables, first);
  const guessed = Object.keys(as).length ? guess(tables, { profiles, as }) : first;
  const here = new Set(tables.map(({ table }) => table));
  const known = (intent?.mapping.feeds ?? []).filter(({ source }) => here.has(source) && !(source in as));
  const sources = new Set(known.map(({ source }) => source));
  const merged: Guess = {
    feeds: [...known, ...guessed.feeds.filter(({ source }) => !sources.has(source))],
    ties: guessed.ties.filter(({ source }) => !sources.has(source)),
    remarks: guessed.remarks,
  };
  return said(merged, asked, tables, profiles);
}

async function checkWhere(engine: Engine, asked: Asked): Promise<void> {
  const types = await typesIn(engine, 'store');
  for (const { table, column } of asked.where) {
    const columns = Object.keys(types[table] ?? {});
    if (!columns.some((name) => name.toLowerCase() === column.toLowerCase()))
      throw misspelt(`column of ${table}`, column, columns);
  }
}

function checkParams(metric: Metric, params: Readonly<Record<string, string>>): void {
  const known = Object.keys(paramsGiven(metric.params));
  const stranger = Object.keys(params).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const near = nearest(stranger, known);
    throw usage(
      `${metric.id} has no parameter "${stranger}"${near === null ? `; it has ${known.join(', ') || 'none'}` : `; did you mean "${near}"?`}`,
    );
  }
}

function lineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.split('\n', 1)[0] ?? text;
  return error instanceof WorkbenchError || !(error instanceof Error)
    ? `${line}${meant(error)}`
    : `${error.name}: ${line}`;
}

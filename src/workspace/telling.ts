import type { Remark } from '../i18n/text';
import type { AnswerKind, Answers, Feed, Tie } from '../model/mapping';
import type { TableName } from '../model/schema';
import type { Workspace } from './workspace.svelte';

/** A group of columns that become one answer each. */
export interface Group {
  readonly kind: AnswerKind;
  readonly columns: readonly string[];
}

/** Uses a source for a table as well, with what its headers say of the columns. */
export async function useAs(workspace: Workspace, source: string, table: TableName): Promise<void> {
  const { mapping, files } = workspace;
  const { guess } = await import('../model/guess');
  const imported = files.tables.find((one) => one.table === source);
  const made = imported && guess([imported], { profiles: mapping.profiles, as: { [source]: [table] } });
  await mapping.addFeed(
    source,
    table,
    made?.feeds.find((feed) => feed.table === table),
  );
}

/** Says which column a canonical one comes from; what its header and values say of unit and zeros counts too. */
export async function tellColumn(workspace: Workspace, feed: Feed, column: string, name: string): Promise<void> {
  const [{ withColumn, scored, answerKind }, looked] = await knowing(workspace, feed.source);
  const source = looked?.columns.find((one) => one.name === name);
  if (!looked || !source) return;
  const { kind } = feed.columns;
  const asked = kind?.kind === 'constant' ? answerKind(String(kind.value)) : null;
  await workspace.mapping.change(feed.source, feed.table, (now) =>
    feed.table === 'responses' && column === 'score' && asked && !now.answers
      ? scored(now, source, asked, looked)
      : withColumn(now, column, source, looked),
  );
}

/** Decides a coin toss: a score comes with a kind of question and a scale, as its name and values say. */
export async function tellTie(workspace: Workspace, tie: Tie, name: string): Promise<void> {
  const [[{ withColumn, scored, answerKind }, looked], { kindNamed }] = await Promise.all([
    knowing(workspace, tie.source),
    import('../model/answers'),
  ]);
  const source = looked?.columns.find((one) => one.name === name);
  if (!looked || !source) return;
  await workspace.mapping.settle(tie, (feed) => {
    if (tie.table !== 'responses' || tie.column !== 'score' || feed.answers)
      return withColumn(feed, tie.column, source, looked);
    const { kind } = feed.columns;
    const said = kind?.kind === 'constant' ? answerKind(String(kind.value)) : null;
    return scored(feed, source, said && said !== 'verbatim' ? said : (kindNamed(source, looked) ?? 'csat'), looked);
  });
}

/** Gives a canonical column one value for all rows; false: the text is no such value, and nothing changed. */
export async function tellConstant(workspace: Workspace, feed: Feed, column: string, text: string): Promise<boolean> {
  const [{ withConstant, constantOf }, looked] = await knowing(workspace, feed.source);
  const value = constantOf(feed.table, column, text);
  if (value === null || !looked) return false;
  await workspace.mapping.change(feed.source, feed.table, (now) => withConstant(now, column, value, looked));
  return true;
}

/** Turns groups of columns into answers, one a column; an earlier such group loses the columns. */
export async function tellAnswers(workspace: Workspace, feed: Feed, groups: readonly Group[]): Promise<void> {
  const [{ unpivoted }, looked] = await knowing(workspace, feed.source);
  if (!looked) return;
  const found = groups.map(({ kind, columns }) => ({
    kind,
    columns: looked.columns.filter(({ name }) => columns.includes(name)),
  }));
  await workspace.mapping.change(feed.source, feed.table, (now) => unpivoted(now, found, looked));
}

/** Changes one group of answers; scale and zeros follow what its columns hold. A group without columns goes. */
export async function changeAnswers(workspace: Workspace, feed: Feed, at: number, group: Answers): Promise<void> {
  const [, looked] = await knowing(workspace, feed.source);
  const { answersOf } = await import('../model/answers');
  if (!looked) return;
  const columns = group.columns.flatMap((name) => looked.columns.filter((one) => one.name === name));
  const made = {
    ...(group.items ? { items: group.items } : {}),
    ...answersOf(columns, group.kind, group.touchpoint, looked),
  };
  await workspace.mapping.change(feed.source, feed.table, ({ answers = [], ...now }) => {
    const next = answers.flatMap((one, here) => (here === at ? (columns.length ? [made] : []) : [one]));
    return next.length ? { ...now, answers: next } : now;
  });
}

/** Says that two columns of a source are ids of one customer: wherever `id` stands, the customer is `person`. */
export async function tellSameCustomer(
  workspace: Workspace,
  source: string,
  id: string,
  person: string,
): Promise<void> {
  const { mapping } = workspace;
  const column = (name: string) => ({ kind: 'column', column: name }) as const;
  const columns = { source_id: column(id), customer_id: column(person) };
  const feed: Feed = { source, table: 'identities', columns, confidence: 1, reasons: {} };
  if (mapping.feedsOf(source).some(({ table }) => table === 'identities'))
    await mapping.change(source, 'identities', () => feed);
  else await mapping.addFeed(source, 'identities', feed);
}

/** What joining the ids of two columns comes to, before it is done: ids of several customers, customers of several ids. */
export async function lookAtPairing(
  { files, engine }: Workspace,
  source: string,
  id: string,
  person: string,
): Promise<readonly Remark[]> {
  const { checkPairing } = await import('../model/shared-ids');
  const columns = files.tables.find(({ table }) => table === source)?.columns ?? [];
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
  return engine.use((used) => checkPairing(used, { source, id, person }, { [source]: types }));
}

async function knowing({ files, mapping }: Workspace, source: string) {
  const [told, { look }] = await Promise.all([import('../model/told'), import('../model/matching')]);
  const imported = files.tables.find(({ table }) => table === source);
  return [told, imported ? look(imported, mapping.profiles[source]) : null] as const;
}

import type { Text } from '../i18n/text';
import { answersIn, answersOf, type Found } from './answers';
import { doubtfulScores, scoreTie } from './doubtful-score';
import { drop, put, tie, type Draft } from './draft';
import type { AnswerKind, Answers, Feed, Supply } from './mapping';
import { candidates, type Looked, type LookedColumn } from './matching';
import { answerKindWords } from '../i18n/words/data';
import { isNumber } from './profile';
import type { TableName } from './schema';
import { lineNames } from './synonyms';
import { asPurchases, purchasesIn } from './unnamed';

/** What each table needs beyond known names: answers, order lines, row ids, zeros that mean nothing. */
export function shape(table: TableName, looked: Looked, made: Draft, forced: boolean): Partial<Feed> {
  switch (table) {
    case 'responses':
      return responses(looked, made);
    case 'orders':
      return orders(looked, made);
    case 'tickets':
      return tickets(looked, made);
    case 'interactions':
      return eachRow(made, 'customer_id', !candidates(looked, 'interactions', 'customer_id').length);
    case 'customers':
      return customers(looked, made, forced);
    case 'costs':
      return costs(made);
    default:
      return {};
  }
}

const rowReason: Text = { en: 'no id column: file and row number', zh: '没有编号列：取文件名加行号' };

function eachRow(made: Draft, column: string, needed: boolean): Partial<Feed> {
  const sure = column === 'customer_id' ? 0.5 : 0.85;
  if (needed && !made.columns[column]) put(made, column, { kind: 'row' }, rowReason, sure);
  return {};
}

function responses(looked: Looked, made: Draft): Partial<Feed> {
  const found = answersIn(looked);
  eachRow(made, 'response_id', true);
  if (made.columns.score && made.columns.kind?.kind === 'column') return {};
  if (found.items.length) return wide(looked, made, found);
  drop(made, 'score');
  made.ties = made.ties.filter(({ column }) => column !== 'score');
  const csats = found.wholes.filter(({ kind }) => kind === 'csat');
  const tossed = csats.length > 1;
  if (tossed)
    made.ties.push(
      tie(
        'responses',
        'score',
        looked,
        csats.map(({ column }) => column.name),
      ),
    );
  const scored = found.wholes.filter(({ kind }) => !(tossed && kind === 'csat'));
  const [one, ...others] = scored;
  if (one && !others.length) return long(looked, made, one.column, one.kind);
  if (one)
    return { answers: scored.map(({ column, kind }) => marked(answersOf([column], kind, 'row', looked), looked)) };
  const doubtful = tossed ? [] : doubtfulScores(looked).filter(({ name }) => !takes(made, name));
  if (doubtful.length) made.ties.push(scoreTie(looked, doubtful));
  if (!tossed && made.columns.text) put(made, 'kind', { kind: 'constant', value: 'verbatim' }, textReason, 0.7);
  return {};
}

function takes(made: Draft, name: string): boolean {
  return Object.values(made.columns).some((supply) => supply.kind === 'column' && supply.column === name);
}

const textReason: Text = { en: 'a column of texts and no score', zh: '只有文本列，没有分值' };

/** One score a row. */
function long(looked: Looked, made: Draft, column: LookedColumn, kind: AnswerKind): Partial<Feed> {
  const { words, missing, scale } = marked(answersOf([column], kind, 'row', looked), looked);
  const supply: Supply = {
    kind: 'column',
    column: column.name,
    ...(words ? { words } : {}),
    ...(missing ? { missing } : {}),
  };
  const constant = (value: string | number): Supply => ({ kind: 'constant', value });
  put(made, 'score', supply, scoreReason(column, kind, missing), 0.85);
  if (!made.columns.kind) put(made, 'kind', constant(kind), scoreReason(column, kind), 0.85);
  if (scale && !made.columns.scale_min) put(made, 'scale_min', constant(scale[0]), scaleReason(scale), 0.8);
  if (scale && !made.columns.scale_max) put(made, 'scale_max', constant(scale[1]), scaleReason(scale), 0.8);
  return {};
}

function scoreReason({ name, min, max }: LookedColumn, kind: AnswerKind, missing?: readonly string[]): Text {
  const [low, high] = [String(min ?? '–'), String(max ?? '–')];
  return {
    en: `“${name}” is a usual name of ${kindWord(kind).en}, with values ${low} to ${high}${missing ? '; 0 means not rated' : ''}`,
    zh: `“${name}”是${kindWord(kind).zh}的常用名称，取值 ${low} 至 ${high}${missing ? '；0 表示未评价' : ''}`,
  };
}

function kindWord(kind: AnswerKind): Text {
  return answerKindWords[kind] ?? { en: kind, zh: kind };
}

function scaleReason([low, high]: readonly [number, number]): Text {
  return { en: `values fit ${String(low)} to ${String(high)}`, zh: `取值符合 ${String(low)} 至 ${String(high)}` };
}

/** Zeros that stand only where another column says that nothing happened are no ratings. */
function marked(answers: Answers, looked: Looked): Answers {
  const zero = answers.columns.some((name) => looked.profile?.zeroWhen[name]);
  return zero && answers.kind !== 'nps' ? { ...answers, missing: ['0'] } : answers;
}

/** One column a touchpoint: a row is a respondent. */
function wide(looked: Looked, made: Draft, { items, wholes, verbatims }: Found): Partial<Feed> {
  for (const name of ['score', 'touchpoint', 'kind', 'item', 'text', 'weight', 'channel'])
    if (name !== 'weight') drop(made, name);
  made.ties = made.ties.filter(({ column }) => !['score', 'touchpoint', 'text', 'channel'].includes(column));
  if (!made.columns.customer_id) put(made, 'customer_id', respondent(looked), respondentReason, 0.6);
  return {
    answers: [
      ...wholes.map(({ column, kind }) => answersOf([column], kind, 'none', looked)),
      answersOf(items, 'csat', 'name', looked),
      ...(verbatims.length ? [answersOf(verbatims, 'verbatim', 'none', looked)] : []),
    ],
  };
}

const respondentReason: Text = { en: 'one row is one respondent', zh: '每行一位受访者' };

/** A unique id column if there is one, else the row. */
function respondent({ columns, imported }: Looked): Supply {
  const id = columns.find(({ header, distinct }) => header.key === 'id' && distinct === imported.rows);
  return id ? { kind: 'column', column: id.name } : { kind: 'row' };
}

function orders(looked: Looked, made: Draft): Partial<Feed> {
  const unnamed = purchasesIn(looked);
  if (unnamed) {
    asPurchases(unnamed, made, looked);
    return {};
  }
  const repeated = looked.columns.find(
    ({ header, distinct }) => header.key === 'id' && distinct < looked.imported.rows,
  );
  if (!made.columns.customer_id && repeated)
    put(made, 'customer_id', { kind: 'column', column: repeated.name }, repeatsReason, 0.55);
  const once = linesOf(looked, made);
  const paid = made.columns.paid_at;
  const unpaid = paid?.kind === 'column' && looked.columns.some(({ name, nulls }) => name === paid.column && nulls > 0);
  if (!made.columns.status && unpaid)
    put(
      made,
      'status',
      { kind: 'paid-when', column: paid.column },
      { en: `no time in “${paid.column}” means unpaid`, zh: `“${paid.column}”为空表示未付款` },
      0.8,
    );
  return once ? { once } : {};
}

const repeatsReason: Text = { en: 'an id that repeats', zh: '会重复出现的编号' };

/** Whether several rows make one order, and then whether its amount repeats or is a sum of lines. */
function linesOf(looked: Looked, made: Draft): Feed['once'] | null {
  const id = made.columns.order_id;
  const column = id?.kind === 'column' ? looked.columns.find(({ name }) => name === id.column) : undefined;
  const lines = column && column.distinct < looked.imported.rows - column.nulls;
  const [quantity, price] = [lineNames.quantity, lineNames.price].map((names) =>
    looked.columns.find((one) => names.includes(one.header.key) && isNumber(one)),
  );
  const amount = made.columns.amount;
  const isPrice = amount?.kind === 'column' && amount.column === price?.name;
  if (quantity && price && (!amount || isPrice)) {
    put(
      made,
      'amount',
      { kind: 'product', columns: [quantity.name, price.name] },
      { en: `“${quantity.name}” × “${price.name}”`, zh: `“${quantity.name}”ד${price.name}”` },
      0.8,
    );
    return lines ? 'sum' : null;
  }
  if (!lines) return null;
  const repeats = amount?.kind === 'column' && looked.profile?.repeats[column.name]?.includes(amount.column);
  return repeats ? 'repeat' : 'sum';
}

function tickets(looked: Looked, made: Draft): Partial<Feed> {
  eachRow(made, 'ticket_id', true);
  for (const name of ['csat', 'first_response_s']) {
    const supply = made.columns[name];
    const zero = supply?.kind === 'column' ? looked.profile?.zeroWhen[supply.column] : undefined;
    if (supply?.kind !== 'column' || !zero) continue;
    put(
      made,
      name,
      { ...supply, missing: ['0'] },
      {
        en: `“${supply.column}”; 0 only where “${zero.column}” is ${zero.is}: not measured`,
        zh: `“${supply.column}”；0 只出现在“${zero.column}”为 ${zero.is} 的行：视为无值`,
      },
      made.sure[name] ?? 0.8,
    );
  }
  const id = made.columns.ticket_id;
  const column = id?.kind === 'column' ? looked.columns.find(({ name }) => name === id.column) : undefined;
  return column && column.distinct < looked.imported.rows - column.nulls ? { once: 'repeat' } : {};
}

function customers(looked: Looked, made: Draft, forced: boolean): Partial<Feed> {
  const id = made.columns.customer_id;
  const column = id?.kind === 'column' ? looked.columns.find(({ name }) => name === id.column) : undefined;
  if (column && column.distinct < 0.9 * (looked.imported.rows - column.nulls) && !forced) return ofEvents(made);
  if (id) return {};
  const supply = respondent(looked);
  if (supply.kind === 'column' || forced || !made.ties.some(({ column }) => column === 'customer_id'))
    put(made, 'customer_id', supply, supply.kind === 'row' ? rowReason : respondentReason, 0.5);
  return {};
}

/** What an order or event says of its customer: only where they live and what segment they are in. */
function ofEvents(made: Draft): Partial<Feed> {
  for (const name of Object.keys(made.columns))
    if (!['customer_id', 'segment', 'region'].includes(name)) drop(made, name);
  made.ties = made.ties.filter(({ column }) => ['customer_id', 'segment', 'region'].includes(column));
  const kept = Object.values(made.columns).flatMap((supply) => (supply.kind === 'column' ? [supply.column] : []));
  return { attributes: kept };
}

/** A single day is a period of its own. */
function costs(made: Draft): Partial<Feed> {
  const start = made.columns.period_start;
  if (start && !made.columns.period_end)
    put(made, 'period_end', start, made.reasons.period_start ?? rowReason, made.sure.period_start ?? 0.7);
  return {};
}

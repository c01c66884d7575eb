import type { Engine } from '../engine/engine';
import { identifier, sql } from '../engine/sql';
import type { Remark, Text } from '../i18n/text';
import { textOf, type RawTypes } from './supply';

/** A source that says: this id belongs to that customer. */
export interface Pairing {
  readonly source: string;
  /** The columns of the id and of the customer. */
  readonly id: string;
  readonly person: string;
  /** The column of the system that an id is from, where there is one; ids of two systems may be the same. */
  readonly system?: string;
}

/** More ids of one customer than this are hardly one person's. */
const hardlyOne = 10;

/** Whether each id has one customer, and what becomes of those that have several. */
export async function checkPairing(engine: Engine, pairing: Pairing, types: RawTypes): Promise<readonly Remark[]> {
  const { source, id, person, system } = pairing;
  const reading = { source, types };
  const [row = {}] = await engine.query(sql`
    WITH pairs AS (SELECT DISTINCT ${system === undefined ? sql`NULL` : textOf(system, reading)} AS system, ${textOf(id, reading)} AS id, ${textOf(person, reading)} AS person FROM ${identifier('raw', source)} AS r),
         known AS (SELECT * FROM pairs WHERE id IS NOT NULL AND person IS NOT NULL),
         by_id AS (SELECT id, count(*) AS n FROM known GROUP BY system, id),
         by_person AS (SELECT person, count(*) AS n FROM known GROUP BY person)
    SELECT (SELECT count(*) FROM by_id)::DOUBLE AS ids, (SELECT count(*) FROM by_person)::DOUBLE AS persons,
      (SELECT count(*) FROM by_id WHERE n > 1)::DOUBLE AS shared, (SELECT max(n) FROM by_id)::DOUBLE AS most_persons,
      (SELECT id FROM by_id ORDER BY n DESC, id LIMIT 1) AS shared_id,
      (SELECT count(*) FROM by_person WHERE n > 1)::DOUBLE AS several, (SELECT max(n) FROM by_person)::DOUBLE AS most_ids,
      (SELECT person FROM by_person ORDER BY n DESC, person LIMIT 1) AS busiest,
      (SELECT count(DISTINCT id) FROM known WHERE id <> person AND id IN (SELECT person FROM known))::DOUBLE AS both`);
  const count = (name: string) => Number(row[name] ?? 0);
  const told = { source, id: id.trim(), person: person.trim() };
  const remarks: Remark[] = [];
  if (count('shared'))
    remarks.push({
      level: 'caution',
      say: belongsToSeveral,
      with: {
        ...told,
        n: count('shared'),
        all: count('ids'),
        example: String(row.shared_id),
        most: count('most_persons'),
      },
    });
  if (count('several'))
    remarks.push({
      level: count('most_ids') > hardlyOne ? 'caution' : 'note',
      say: hasSeveral,
      with: {
        ...told,
        n: count('several'),
        all: count('persons'),
        example: String(row.busiest),
        most: count('most_ids'),
      },
    });
  if (count('both')) remarks.push({ level: 'caution', say: isBoth, with: { ...told, n: count('both') } });
  return remarks;
}

const belongsToSeveral: Text = {
  en: 'Of {all:count} ids in “{id}” ({source}), {n:count} {n|belongs|belong} to several customers in “{person}” (“{example}” to {most:count}). Who it was cannot be told, so such an id is joined to none of them and counts as a customer of its own.',
  zh: '{source} 的“{id}”共 {all:count} 个编号，其中 {n:count} 个对应“{person}”中的多位客户（“{example}”对应 {most:count} 位）：无法判断是谁，这些编号不作关联，各自算一位客户。',
};

const hasSeveral: Text = {
  en: 'Of {all:count} customers in “{person}” ({source}), {n:count} {n|has|have} several ids in “{id}” (“{example}” has {most:count}): all of them count as one person.',
  zh: '{source} 的“{person}”共 {all:count} 位客户，其中 {n:count} 位在“{id}”中有多个编号（“{example}”有 {most:count} 个）：都算作同一人。',
};

const isBoth: Text = {
  en: '{n:count} id{n|s} in “{id}” ({source}) {n|is|are} another customer in “{person}” too: left as {n|it is|they are}.',
  zh: '{source} 的“{id}”中有 {n:count} 个编号同时又是“{person}”中的另一位客户：保持原样，不作关联。',
};

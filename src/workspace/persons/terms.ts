import { sql } from '../../engine/sql';
import { hasWeight } from '../../metrics/answer-weights';
import { termsOf } from '../../metrics/terms';
import { noneOf, numberOf, type CountPersons } from './persons';

/** Distinct persons who used a word: one may write it in many comments. */
export const termsBehind: CountPersons = async (engine, { found }) => {
  const texts = await engine.query(
    sql`SELECT DISTINCT coalesce(customer_id, response_id) AS who, text AS said FROM responses WHERE trim(text) <> '' AND ${hasWeight}`,
    { first: 'canonical' },
  );
  const wanted = new Map(found.rows.map(({ term }) => [String(term), new Set<string>()]));
  const all = new Set<string>();
  for (const { who, said } of texts) {
    all.add(String(who));
    for (const term of termsOf(String(said))) wanted.get(term)?.add(String(who));
  }
  const of = found.rows.map((row) =>
    Math.min(wanted.get(String(row.term))?.size ?? 0, numberOf(row, 'count') ?? Infinity),
  );
  return { of, largest: noneOf(found.rows), whole: all.size, overlapping: true, nameless: true };
};

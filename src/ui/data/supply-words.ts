import { dataWords as words } from '../../i18n/words/data';
import type { Hole, Text } from '../../i18n/text';
import type { Supply } from '../../model/mapping';

/** Where a canonical column comes from, in a sentence; null for a plain column, which the list shows by name. */
export function supplyWords(supply: Supply): { readonly say: Text; readonly with: Record<string, Hole> } | null {
  switch (supply.kind) {
    case 'column':
      return null;
    case 'constant':
      return { say: words.constant, with: { value: String(supply.value) } };
    case 'product':
      return { say: words.product, with: { columns: supply.columns.join(' × ') } };
    case 'moment':
      return { say: words.moment, with: { date: supply.date, time: supply.time } };
    case 'day':
      return { say: words.day, with: { year: supply.year, month: supply.month, day: supply.day } };
    case 'paid-when':
      return { say: words.paidWhen, with: { column: supply.column } };
    case 'row':
      return { say: words.rowNumber, with: {} };
    case 'id-in-file':
      return { say: words.idInFile, with: { column: supply.column } };
    case 'through':
      return { say: words.through, with: { column: supply.column, table: supply.path.at(-1)?.table ?? '' } };
  }
}

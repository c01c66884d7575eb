import type { Engine } from '../engine/engine';
import type { Remark } from '../i18n/text';
import type { Built } from './built';
import type { Filters } from './filters';
import type { Mapping } from './mapping';
import type { RawTypes } from './supply';

/** What the checks look at: the store as it was made, and how. */
export interface Checked {
  readonly mapping: Mapping;
  readonly types: RawTypes;
  readonly roles: ReadonlySet<string>;
  readonly counts: Built['counts'];
  readonly filters: Filters;
  /** What the rows said of amounts and refunds, where no file said it. */
  readonly tested: 'gross' | 'net' | null;
}

/** What is doubtful in the data, and which metric it bears on. */
export async function check(_engine: Engine, { tested }: Checked): Promise<readonly Remark[]> {
  return Promise.resolve(
    tested
      ? [
          {
            level: 'caution',
            say: {
              en:
                tested === 'net'
                  ? 'Amounts were found to be after refunds: refunds are not taken off again.'
                  : 'Amounts were found to be before refunds: refunds are taken off.',
              zh: tested === 'net' ? '数据显示金额已扣除退款，不再重复扣减。' : '数据显示金额未扣除退款，计算时扣减。',
            },
          },
        ]
      : [],
  );
}

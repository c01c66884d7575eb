import type { Remark } from '../i18n/text';
import type { CesVersion } from './ces-count';
import { standingOut } from './contrasts';
import { lowBase } from './low-base';
import { noInterval } from './no-interval';
import { repeatsRemark } from './repeats-remark';

interface Counted {
  readonly n: number;
  readonly effective_n: number;
  readonly interval_n: number;
  readonly mean: number | null;
  readonly low: number | null;
  readonly sd: number | null;
  readonly easy_low: number | null;
  readonly easy_high: number | null;
}

interface Summary extends Counted {
  readonly by: string;
  readonly excluded: number;
  readonly scale: string;
  readonly version: CesVersion;
}

interface More {
  readonly kind: string | null;
  /** Names of the scales that were left out. */
  readonly others: readonly string[];
}

/** Which groups stand out, which bases are low, and which way round effort was read. */
export function cesRemarks(
  rows: readonly (Counted & { readonly touchpoint: string | null })[],
  summary: Summary,
  more: More | undefined,
): readonly Remark[] {
  const groups =
    summary.by === 'none'
      ? [{ ...summary, name: null }]
      : rows.flatMap((row) => (row.touchpoint === null ? [] : [{ ...row, name: row.touchpoint }]));
  return [
    ...standingOut(
      rows.flatMap(({ touchpoint, interval_n: n, mean, sd }) =>
        touchpoint === null || mean === null || sd === null ? [] : [{ name: touchpoint, n, mean, variance: sd ** 2 }],
      ),
      {
        what: { en: 'mean CES', zh: 'CES 均值' },
        format: 'number',
        better: summary.version === '2010' ? 'less' : 'more',
      },
    ),
    ...lowBase(
      groups.map(({ name, n, easy_low: low, easy_high: high }) => ({ name, n, low, high })),
      0.1,
    ),
    ...noInterval(groups, { en: 'the mean effort', zh: '费力度均值' }),
    ...repeatsRemark(summary),
    ...readings(summary, more),
  ];
}

function readings({ excluded, scale, version }: Summary, more: More | undefined): readonly Remark[] {
  const side =
    version === '2010'
      ? { en: '1 is very low effort: less is better', zh: '1 为非常省力：越低越好' }
      : { en: 'the top means very easy: more is better', zh: '最高分为非常容易：越高越好' };
  const remarks: Remark[] = [
    {
      level: 'note',
      say: { en: 'Read as CES {version} on {scale}; {side}', zh: '按 CES {version}、量表 {scale} 解读；{side}' },
      with: { version, scale, side },
    },
  ];
  if (excluded)
    remarks.push({
      level: 'caution',
      say: {
        en: '{excluded:count} answers are not on {scale} and left out{others}',
        zh: '{excluded:count} 份回答不在量表 {scale} 上，未计入{others}',
      },
      with: {
        excluded,
        scale,
        others: more?.others.length
          ? {
              en: `; ${more.others.join(', ')} is never averaged with it`,
              zh: `；${more.others.join('、')} 从不与其混合平均`,
            }
          : '',
      },
    });
  if (more && more.kind === null)
    remarks.push({
      level: 'note',
      say: {
        en: 'The data does not say that this is the effort question (responses.kind)',
        zh: '数据未说明这是费力度题（responses.kind）',
      },
    });
  return remarks;
}

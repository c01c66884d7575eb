import type { Remark } from '../i18n/text';
import { listed } from './contrasts';
import { amountRemarks } from './rate-remarks';

interface Covered {
  readonly stage: string | null;
  readonly reach: number | null;
  readonly gaps?: readonly string[];
}

interface Total {
  readonly touchpoints: number;
  readonly active_customers: number;
  readonly silent: readonly string[];
  readonly unmeasured: readonly string[] | null;
  readonly unmapped: number | null;
  readonly out_of_service: readonly string[];
}

/** What is not covered, or that nothing is missing, and who is reached most and least: stages without active touchpoints, stages that a group never was at, silent and unmeasured touchpoints. */
export function coverageRemarks(rows: readonly Covered[], summary: Total, empty: readonly string[]): readonly Remark[] {
  const { silent, unmeasured } = summary;
  const holes = rows.flatMap(({ stage, gaps }) =>
    stage !== null && gaps?.length ? [`${stage}: ${gaps.join(', ')}`] : [],
  );
  const isWhole = !empty.length && !silent.length && unmeasured?.length === 0 && !summary.unmapped;
  return [
    ...(isWhole
      ? [
          {
            level: 'finding' as const,
            say: {
              en: 'Nothing is missing: every stage has an active touchpoint, and each of the {count:count} touchpoint{count|s} is in use and has enough answers.',
              zh: '没有缺口：每个阶段都有活跃触点，{count:count} 个触点均在使用且回答充足。',
            },
            with: { count: summary.touchpoints },
          },
        ]
      : []),
    ...remark(empty, 'finding', {
      en: 'Stages without any active touchpoint: {names}.',
      zh: '没有活跃触点的阶段：{names}。',
    }),
    ...remark(holes, 'finding', {
      en: 'Stages that nobody of a group was at: {names}.',
      zh: '各组未触达的阶段：{names}。',
    }),
    ...amountRemarks(
      rows.map((row) => ({ ...row, n: summary.active_customers })),
      {
        group: 'stage',
        value: 'reach',
        base: 'n',
        name: { en: 'Customers reached', zh: '客户触达率' },
        format: 'percent',
      },
    ),
    ...remark(silent, 'finding', {
      en: '{count:count} touchpoints of the catalogue are silent: {names}.',
      zh: '{count:count} 个目录触点没有活动：{names}。',
    }),
    ...remark(unmeasured ?? [], 'note', {
      en: '{count:count} touchpoints have too few answers to be judged: {names}.',
      zh: '{count:count} 个触点回答过少，无法评价：{names}。',
    }),
    ...remark(summary.out_of_service, 'note', {
      en: '{count:count} touchpoints were not in service in this period (active from, active to) and are not counted: {names}.',
      zh: '{count:count} 个触点在此期间未启用或已停用（启用、停用日期），不计入：{names}。',
    }),
    ...(summary.unmapped
      ? [
          {
            level: 'caution' as const,
            say: {
              en: '{share:percent} of the events are at touchpoints that the catalogue does not know. Add them, or say what they are called there.',
              zh: '{share:percent} 的事件发生在目录之外的触点，请补充目录或建立对应。',
            },
            with: { share: summary.unmapped },
          },
        ]
      : []),
  ];
}

function remark(names: readonly string[], level: Remark['level'], say: Remark['say']): Remark[] {
  return names.length ? [{ level, say, with: { count: names.length, names: listed(names) } }] : [];
}

import type { Remark } from '../i18n/text';

/** What the slowest of twenty wait, where that is much longer than what half of them do. */
export function longTail({
  median_s,
  p95_s,
}: {
  readonly median_s: number | null;
  readonly p95_s: number | null;
}): Remark[] {
  if (median_s === null || p95_s === null || p95_s < 5 * median_s || median_s <= 0) return [];
  return [
    {
      level: 'finding',
      say: {
        en: 'Half wait no longer than {median:seconds}, but one in twenty waits {late:seconds} or more.',
        zh: '一半客户等待不超过 {median:seconds}，但每二十人中有一人等待 {late:seconds} 以上。',
      },
      with: { median: median_s, late: p95_s },
    },
  ];
}

/** Tickets whose answer stands before their beginning. */
export function answeredBefore(n: number): Remark {
  return {
    level: 'caution',
    say: {
      en: '{n:count} tickets were answered before they were opened; they are left out.',
      zh: '{n:count} 张工单的响应早于创建，已排除。',
    },
    with: { n },
  };
}

import type { Remark } from '../i18n/text';

interface Open {
  readonly alerts: number;
  readonly undetermined: number;
  readonly recovery_undetermined: number;
  readonly recovery_days: number | null;
}

/** Which alerts are too young to tell, and from which rates they are left out. */
export function openRemarks(summary: Open): readonly Remark[] {
  const { alerts, undetermined, recovery_undetermined: open, recovery_days: days } = summary;
  const remarks: Remark[] = [];
  if (undetermined)
    remarks.push({
      level: 'note',
      say: {
        en: '{n:count} alerts are undetermined: nobody was contacted yet, and the limit was not over when the data ended. They are not in the share within the limit.',
        zh: '{n:count} 个预警未定：尚未联系，且数据截止时时限未到。它们不计入按时率。',
      },
      with: { n: undetermined },
    });
  if (open)
    remarks.push({
      level: 'note',
      say: {
        en: '{n:count} alerts came less than {days:number} days before the data ended: whether they are recovered cannot be told yet, and they are not in that rate.',
        zh: '{n:count} 个预警距数据截止不足 {days:number} 天：是否挽回尚不可知，不计入挽回率。',
      },
      with: { n: open, days },
    });
  if (alerts > 0 && days === null)
    remarks.push({
      level: 'note',
      say: {
        en: 'Recovery is looked for until the data ends, so late alerts had less time than early ones. Set “Days to win back” (recovery_days) to give all the same.',
        zh: '挽回观察至数据截止，较晚的预警时间更短。设置“挽回期（天）”（recovery_days）可使观察期一致。',
      },
    });
  return remarks;
}

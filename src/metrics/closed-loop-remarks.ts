import type { Remark } from '../i18n/text';

interface Loop {
  readonly alerts: number;
  readonly sla_hours: number;
  readonly contacted_rate: number | null;
  readonly within_sla_rate: number | null;
  readonly recovered_rate: number | null;
}

/** How many of the alerts were answered, in time, and to what effect, as far as that can be told. */
export function loopRemark(summary: Loop): Remark {
  const { alerts, contacted_rate: contacted, within_sla_rate: within, recovered_rate: recovered } = summary;
  if (!alerts)
    return { level: 'note', say: { en: 'No answer is negative: there is no alert.', zh: '没有负面回答，无预警。' } };
  const en = [
    '{contacted:percent} were contacted',
    ...(within === null ? [] : ['{within:percent} within {hours:number} hours']),
    ...(recovered === null ? [] : ['{recovered:percent} recovered']),
  ];
  const zh = [
    '{contacted:percent} 已联系',
    ...(within === null ? [] : ['{within:percent} 在 {hours:number} 小时内']),
    ...(recovered === null ? [] : ['{recovered:percent} 挽回']),
  ];
  return {
    level: 'finding',
    say: {
      en: `Of {alerts:count} alerts ${en.join(', ')}. Who was called back was not chosen by lot, so this is no proof that calling back helps.`,
      zh: `{alerts:count} 个预警中，${zh.join('，')}。回访对象并非随机，不能据此断言回访有效。`,
    },
    with: { alerts, contacted, within, hours: summary.sla_hours, recovered },
  };
}

interface Open {
  readonly alerts: number;
  readonly undetermined: number;
  readonly recovery_undetermined: number;
  readonly unidentified: number;
  readonly recovery_days: number | null;
}

/** Which alerts are too young to tell, and from which rates they are left out. */
export function openRemarks(summary: Open): readonly Remark[] {
  const { alerts, undetermined, unidentified, recovery_days: days } = summary;
  const open = summary.recovery_undetermined - unidentified;
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
  if (unidentified)
    remarks.push({
      level: 'caution',
      say: {
        en: '{n:count} alert{n|s} {n|names|name} no customer: who got in touch can be seen only by a ticket that names the answer, and whether {n|it was|they were} recovered cannot, so {n|it is|they are} not in that rate.',
        zh: '{n:count} 个预警未标明客户：仅凭注明该回答的工单才能识别联系；是否挽回不可知，不计入挽回率。',
      },
      with: { n: unidentified },
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

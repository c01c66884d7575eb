import { alertPersons, type Trigger } from '../../metrics/closed-loop';
import { countsBy, noneOf, type CountPersons } from './persons';

/** Distinct persons whose answers are alerts: all that the rows tell is about them. */
export const alertsBehind: CountPersons = async (engine, { found, setting }) => {
  const by = typeof found.summary.by === 'string' ? found.summary.by : 'touchpoint';
  const trigger: Trigger = found.summary.trigger === 'detractor' ? 'detractor' : 'dissatisfied';
  const { grain } = setting.params;
  const ask = {
    params: {
      by,
      grain: grain === 'day' || grain === 'week' || grain === 'quarter' ? grain : 'month',
      confidence: 0.95,
    },
    has: (role: string) => setting.roles.has(role),
    weekStart: setting.weekStart ?? 'monday',
    random: () => () => 0,
    progress: () => undefined,
  } as const;
  const counts = countsBy(await engine.query(alertPersons(ask, trigger), { first: 'canonical' }));
  const of = found.rows.map(({ touchpoint }) =>
    touchpoint === null || touchpoint === undefined ? (counts.get(null) ?? 0) : (counts.get(String(touchpoint)) ?? 0),
  );
  return { of, largest: noneOf(found.rows), whole: counts.get(null) ?? 0 };
};

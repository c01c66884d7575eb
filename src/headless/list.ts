import type { Locale } from '../i18n/text';
import type { Metric } from '../metrics/metric';
import type { Param } from '../metrics/params';
import { paramsGiven } from './week-start';

/** Every metric as `--list` prints it. */
export function listed(metrics: ReadonlyMap<string, Metric>, locale: Locale): readonly object[] {
  return [...metrics.values()].map(({ id, title, needs, params }) => ({
    id,
    title: title[locale],
    needs,
    params: Object.fromEntries(
      Object.entries(paramsGiven(params)).map(([name, param]) => [name, shown(param, locale)]),
    ),
  }));
}

function shown(param: Param, locale: Locale): object {
  return {
    kind: param.kind,
    default: param.default,
    ...(param.kind === 'choice' ? { of: Object.keys(param.of) } : {}),
    ...(param.kind === 'number' ? { min: param.min, max: param.max } : {}),
    label: param.label[locale],
  };
}

import { describe, expect, it } from 'vitest';
import { metrics } from './index';
import { settle } from './params';

describe.each(
  [...metrics.values()].flatMap((metric) =>
    Object.entries(metric.params).flatMap(([name, param]) =>
      param.kind === 'json' && param.shape ? [{ id: `${metric.id}.${name}`, metric, param, shape: param.shape }] : [],
    ),
  ),
)('the form of $id', ({ metric, param, shape }) => {
  it('takes its names from a column that the result has', () => {
    const { rows, summary } = metric.example.gives;
    if ('names' in shape) expect(rows.some((row) => typeof row[shape.names] === 'string')).toBe(true);
    if (shape.kind === 'pairs') expect(Object.keys(summary)).toContain(shape.ratio);
  });

  it('counts when a parameter has values that it can have', () => {
    for (const value of param.when?.is ?? [])
      expect(() => settle(metric.params, { [param.when?.param ?? '']: value })).not.toThrow();
  });
});

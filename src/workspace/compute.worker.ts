import type { Row } from '../engine/engine';
import { metrics } from '../metrics';
import type { Setting, Used } from '../metrics/metric';

interface Asked {
  readonly id: number;
  readonly metric: string;
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  readonly setting: Setting;
  readonly used: Readonly<Record<string, Used>>;
}

addEventListener('message', ({ data: { id, metric, rows, setting, used } }: MessageEvent<Asked>) => {
  try {
    postMessage({ id, kind: 'found', found: metrics.get(metric)?.compute(rows, setting, used) ?? null });
  } catch (error) {
    postMessage({ id, kind: 'failed', error });
  }
});

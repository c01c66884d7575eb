import type { Chart } from '../../metrics/metric';
import { themed, type Theme } from '../../charts/theme';

/** A drawn chart; end it when its place is gone. */
export interface DrawnChart {
  end(): void;
}

/** Draws into `place` without code made at run time and without inline style sheets. The libraries come when first needed. */
export async function drawChart(
  place: HTMLElement,
  spec: Chart['spec'],
  theme: Theme,
  order: readonly string[],
): Promise<DrawnChart> {
  const [{ default: embed }, { expressionInterpreter }] = await Promise.all([
    import('vega-embed'),
    import('vega-interpreter'),
  ]);
  const own = document.createElement('div');
  // The frame around it says in words what is drawn; the library names its marks without words.
  own.setAttribute('aria-hidden', 'true');
  place.append(own);
  const result = await embed(own, themed(spec, theme, order), {
    mode: 'vega-lite',
    renderer: 'svg',
    actions: false,
    ast: true,
    expr: expressionInterpreter,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true, theme: 'workbench' },
    logLevel: 1,
  });
  const watch = new ResizeObserver(() => {
    const width = own.clientWidth;
    if (width > 0 && result.view.signal('width') !== width) void result.view.signal('width', width).runAsync();
  });
  watch.observe(place);
  return {
    end() {
      watch.disconnect();
      result.finalize();
      own.remove();
    },
  };
}

import { screens } from '../shell/screens';

/** Fetches the code of every screen and of the charts: an exercise must go on without a network. */
export async function preload(): Promise<void> {
  await Promise.all([
    ...screens.map((screen) => screen.load()),
    import('./ExercisePanel.svelte'),
    import('../parts/draw-chart'),
    import('vega-embed'),
    import('vega-interpreter'),
  ]);
}

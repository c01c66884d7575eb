import type { Workspace } from '../../workspace/workspace.svelte';

/** What a metric that a link names is called; what the app does not know stays as it was sent. */
export function metricName({ evaluation, language }: Workspace, id: string): string {
  const metric = evaluation.metrics.get(id);
  return metric ? language.say(metric.title) : id;
}

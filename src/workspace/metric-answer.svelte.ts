import { WorkbenchError } from '../engine/errors';
import type { Locale, Remark, Text } from '../i18n/text';
import type { Chart, Metric } from '../metrics/metric';
import { allowedOf } from '../metrics/params';
import type { Outcome } from '../metrics/run';
import { journeyOrder } from './journey-order';
import type { Workspace } from './workspace.svelte';

type Values = Readonly<Record<string, unknown>>;

/** A parameter that was refused, by name, and what would do. */
export interface Refusal {
  readonly name: string;
  readonly allowed: Text;
  /** Names to choose from, when the metric cannot answer before some are chosen. */
  readonly offers: readonly string[];
}

/** One metric being asked with settings that a person changes; settings are kept once they were accepted. */
export class MetricAnswer {
  metric = $state.raw<Metric | null>(null);
  /** False once the metrics' code is here and the id is none of them. */
  known = $state(true);
  params = $state.raw<Values>({});
  outcome = $state.raw<Outcome | null>(null);
  /** Touchpoints in journey order, as the outcome's charts have them. */
  order = $state.raw<readonly string[]>([]);
  error = $state.raw<unknown>(null);
  refusal = $state.raw<Refusal | null>(null);
  asking = $state(false);
  /** How far the computation has come, 0 to 1; null while nobody knows. */
  progress = $state<number | null>(null);
  /** The person stopped the last question. */
  stopped = $state(false);
  /** The settings that `outcome` answers. */
  answered = $state.raw<Values>({});
  readonly #workspace: Workspace;
  readonly #id: string;
  #stop: AbortController | null = null;

  constructor(workspace: Workspace, id: string) {
    this.#workspace = workspace;
    this.#id = id;
    this.params = workspace.evaluation.settings[id] ?? {};
  }

  /** Asks with the settings as they stand. The latest wins. */
  async ask(): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.asking = true;
    this.progress = null;
    this.stopped = false;
    const { params } = this;
    try {
      const metrics = await this.#workspace.evaluation.load();
      this.metric = metrics.get(this.#id) ?? null;
      this.known = this.metric !== null;
      if (!this.metric) return;
      this.order = await journeyOrder(this.#workspace, stop.signal);
      const outcome = await this.#workspace.evaluation.evaluate(this.#id, params, {
        signal: stop.signal,
        progress: (share) => {
          if (this.#stop === stop) this.progress = share;
        },
      });
      if (stop.signal.aborted) return;
      this.outcome = outcome;
      this.answered = params;
      this.error = null;
      this.refusal = null;
      this.#keep(params);
    } catch (error) {
      if (!stop.signal.aborted) this.#fail(error);
    } finally {
      if (this.#stop === stop) this.asking = false;
    }
  }

  /** Changes one setting; null or nothing: the default. */
  set(name: string, value: unknown): Promise<void> {
    const { [name]: _, ...others } = this.params;
    this.params = value === null || value === '' ? others : { ...others, [name]: value };
    return this.ask();
  }

  /** Changes several settings at once. */
  take(values: Values): Promise<void> {
    this.params = { ...this.params, ...values };
    return this.ask();
  }

  /** Takes up what is saved, after a step back or forth. */
  recall(): void {
    this.params = this.#workspace.evaluation.settings[this.#id] ?? {};
  }

  reset(): Promise<void> {
    this.params = {};
    return this.ask();
  }

  cancel(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.asking = false;
    this.stopped = true;
  }

  charts(locale: Locale): readonly Chart[] {
    const { outcome, answered } = this;
    if (outcome?.kind !== 'answered') return [];
    return this.#workspace.evaluation.charts(this.#id, outcome.found, answered, locale);
  }

  remarks(locale: Locale): readonly Remark[] {
    const { outcome, answered } = this;
    if (outcome?.kind !== 'answered') return [];
    return this.#workspace.evaluation.remarks(this.#id, outcome.found, answered, locale);
  }

  #keep(params: Values): void {
    const { evaluation } = this.#workspace;
    if (JSON.stringify(evaluation.settings[this.#id] ?? {}) === JSON.stringify(params)) return;
    evaluation.set(this.#id, Object.keys(params).length ? params : null);
  }

  #fail(error: unknown): void {
    const name = error instanceof WorkbenchError && error.code === 'parameter' ? error.details.name : undefined;
    if (error instanceof WorkbenchError && typeof name === 'string' && this.metric && name in this.metric.params) {
      this.refusal = {
        name,
        allowed: allowedOf(error),
        offers: inOrder(offersOf(error), this.order),
      };
      this.error = null;
    } else this.error = error;
  }
}

/** Names in the order of another list; those that are not in it stay behind the others, as they came. */
function inOrder(names: readonly string[], order: readonly string[]): readonly string[] {
  const at = new Map(order.map((name, place) => [name, place]));
  return [...names].sort((a, b) => (at.get(a) ?? order.length) - (at.get(b) ?? order.length));
}

function offersOf({ details }: WorkbenchError): readonly string[] {
  const names: unknown = JSON.parse(String(details.offers ?? '[]'));
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

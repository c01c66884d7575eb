import type { TableName } from '../../model/schema';
import { alertsBehind } from './alerts';
import { cohortsBehind } from './cohorts';
import { flowsBehind } from './flows';
import { funnelBehind } from './funnel';
import { journeyMapBehind } from './journey-map';
import { livesBehind } from './lives';
import { pairsBehind } from './pairs';
import { reachBehind } from './reach';
import { sourcesBehind } from './sources';
import { stepsBehind } from './steps';
import { termsBehind } from './terms';
import type { CountPersons } from './persons';
import { variantsBehind } from './variants';

/** How the persons behind the rows of a metric are counted. */
export type Counted =
  /** Distinct persons of a table by the metric's own grouping; of one kind of answers (`items`: what was rated one by one; `satisfaction`: csat, else overall), or at most so many as `most` of the summary. */
  | {
      readonly kind: 'table';
      readonly table: TableName;
      readonly answers?: string;
      readonly most?: string;
      /** Also where the metric was grouped by something that its table does not know. */
      readonly by?: string;
      /** Its summary tells of periods too. */
      readonly hasTrend?: true;
    }
  /** A column that is a count of distinct persons by definition. */
  | {
      readonly kind: 'column';
      readonly column: string;
      /** What is counted for persons where nothing says who they are: each row of the table for one. */
      readonly unknown?: string;
      readonly whole?: string;
    }
  /** The metric that it works on, by period. */
  | { readonly kind: 'followed' }
  /** The metric that it works on, on two sides: the smaller one counts. */
  | { readonly kind: 'sides' }
  /** Each row is about one person by definition, so that none may leave. */
  | { readonly kind: 'person' }
  /** No persons: a scorecard of indicators. */
  | { readonly kind: 'nobody' }
  /** In its own way. */
  | { readonly kind: 'own'; readonly count: CountPersons };

/** By metric. One that is missing here is treated as rows of persons: it asks before it leaves. */
export const counted: Readonly<Record<string, Counted>> = {
  csat: { kind: 'table', table: 'responses', answers: 'satisfaction' },
  nps: { kind: 'table', table: 'responses', answers: 'nps' },
  ces: { kind: 'table', table: 'responses', answers: 'ces' },
  sentiment: { kind: 'table', table: 'responses', answers: 'verbatim' },
  'satisfaction-index': { kind: 'table', table: 'responses', answers: 'items', hasTrend: true },
  'what-if': { kind: 'table', table: 'responses', answers: 'items' },
  reliability: { kind: 'table', table: 'responses', answers: 'items' },
  drivers: { kind: 'table', table: 'responses', answers: 'items' },
  'importance-performance': { kind: 'table', table: 'responses', answers: 'items' },
  'penalty-reward': { kind: 'table', table: 'responses', answers: 'items', most: 'n', by: 'item' },
  consistency: { kind: 'table', table: 'responses', answers: 'items' },
  'response-time': { kind: 'table', table: 'tickets' },
  'first-contact-resolution': { kind: 'table', table: 'tickets' },
  'response-rate': { kind: 'table', table: 'invites' },
  conversion: { kind: 'table', table: 'interactions' },
  'touchpoint-exit': { kind: 'table', table: 'interactions' },
  attribution: { kind: 'table', table: 'interactions' },
  'return-on-touchpoint': { kind: 'table', table: 'interactions' },
  churn: { kind: 'column', column: 'customers' },
  repurchase: { kind: 'column', column: 'customers' },
  'clv-historic': { kind: 'column', column: 'customers', unknown: 'orders' },
  kano: { kind: 'column', column: 'n' },
  weighting: { kind: 'column', column: 'respondents', whole: 'n' },
  survival: { kind: 'own', count: livesBehind },
  retention: { kind: 'own', count: cohortsBehind },
  'journey-flow': { kind: 'own', count: flowsBehind },
  coverage: { kind: 'own', count: reachBehind },
  overlap: { kind: 'own', count: pairsBehind },
  funnel: { kind: 'own', count: funnelBehind },
  transitions: { kind: 'own', count: stepsBehind },
  variants: { kind: 'own', count: variantsBehind },
  'journey-map': { kind: 'own', count: journeyMapBehind },
  'closed-loop': { kind: 'own', count: alertsBehind },
  integration: { kind: 'own', count: sourcesBehind },
  topics: { kind: 'own', count: termsBehind },
  'control-chart': { kind: 'followed' },
  ewma: { kind: 'followed' },
  cusum: { kind: 'followed' },
  anomalies: { kind: 'followed' },
  change: { kind: 'sides' },
  authenticity: { kind: 'person' },
  rfm: { kind: 'person' },
  'clv-predicted': { kind: 'person' },
  risk: { kind: 'person' },
  'balanced-scorecard': { kind: 'nobody' },
};

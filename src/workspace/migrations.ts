import { WorkbenchError } from '../engine/errors';

type Saved = Readonly<Record<string, unknown>>;
type Step = (saved: Saved) => Saved;

/** Step n brings a workspace of version n to n + 1. Contiguous from 1; never change a step that was released. */
const steps: readonly Step[] = [
  // The report was not kept in version 1; its k was five.
  (saved) => ({ ...saved, report: { title: '', text: '', k: 5, items: [] } }),
  // Version 2 took any column of a catalogue, values of any kind, and several targets for one thing, of which the last counted.
  ({ catalogue = [], goals = [], ...saved }) => ({
    ...saved,
    catalogue: Array.isArray(catalogue) ? catalogue.map(plainEntry) : catalogue,
    goals: Array.isArray(goals) ? lastGoals(goals) : goals,
  }),
];

/** The same for what a link wraps around its intent, which has a version of its own. */
const linkSteps: readonly Step[] = [
  // Version 1 knew samples only, by id or null.
  ({ sample = null, ...link }) => ({
    ...link,
    data: typeof sample === 'string' ? { kind: 'sample', id: sample } : sample,
  }),
];

export const currentVersion = steps.length + 1;
export const currentLinkVersion = linkSteps.length + 1;

/** A saved workspace of any released version as the current one; what is no workspace is handed on for the check to refuse. */
export function migrated(value: unknown): unknown {
  return brought(value, steps);
}

/** The same for a link. */
export function migratedLink(value: unknown): unknown {
  return brought(value, linkSteps);
}

function brought(value: unknown, all: readonly Step[]): unknown {
  if (!isSaved(value)) return value;
  const { version } = value;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return value;
  const current = all.length + 1;
  if (version > current)
    throw new WorkbenchError('workspace', {
      path: 'version',
      reason: `${String(version)} is newer than ${String(current)}`,
    });
  return all
    .slice(version - 1)
    .reduce<Saved>((saved, step, at) => ({ ...step(saved), version: version + at + 1 }), value);
}

const entryKinds: Readonly<Record<string, 'text' | 'number' | 'flag'>> = {
  ...{ touchpoint: 'text', name: 'text', class: 'text', phase: 'text', medium: 'text', stage: 'text', channel: 'text' },
  ...{ owner: 'text', control: 'text', purposes: 'text', active_from: 'text', active_to: 'text' },
  ...{ sells: 'flag', key: 'flag', target_csat: 'number', sla_s: 'number', weight: 'number' },
};

function plainEntry(entry: unknown): unknown {
  if (!isSaved(entry)) return entry;
  const kept = Object.entries(entry).filter(([column]) => column in entryKinds);
  return Object.fromEntries(kept.map(([column, value]) => [column, valueOf(entryKinds[column] ?? 'text', value)]));
}

function valueOf(kind: 'text' | 'number' | 'flag', value: unknown): unknown {
  if (value === null) return null;
  const text = String(value).trim();
  if (kind === 'text') return text;
  if (kind === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
  if (/^(true|yes|y|1|是)$/i.test(text)) return true;
  return /^(false|no|n|0|否)$/i.test(text) ? false : null;
}

function lastGoals(goals: readonly unknown[]): readonly unknown[] {
  const byKey = new Map(
    goals.map((goal, at) => [isSaved(goal) ? JSON.stringify([goal.metric, goal.touchpoint ?? null]) : at, goal]),
  );
  return [...byKey.values()];
}

function isSaved(value: unknown): value is Saved {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

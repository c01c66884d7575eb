import { sql } from '../engine/sql';
import type { EngineRoom } from './engine-room.svelte';
import type { Place } from './scorecard-places';

/** The touchpoints of the catalogue, in its order. */
export async function listedTouchpoints(room: EngineRoom, signal: AbortSignal): Promise<readonly Place[]> {
  const rows = await room.use((engine) =>
    engine.query(sql`SELECT touchpoint, name, stage, phase, "key", target_csat FROM canonical.touchpoints`, { signal }),
  );
  return rows.map((row) => ({
    touchpoint: String(row.touchpoint),
    name: typeof row.name === 'string' ? row.name : String(row.touchpoint),
    stage: typeof row.stage === 'string' ? row.stage : null,
    phase: typeof row.phase === 'string' ? row.phase : null,
    key: row.key === true,
    target: share(row.target_csat),
  }));
}

/** Catalogues write 85 or 0.85. */
function share(cell: unknown): number | null {
  if (typeof cell !== 'number') return null;
  return cell > 1 ? cell / 100 : cell;
}

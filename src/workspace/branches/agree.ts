import type { BranchFile } from './branch-file';
import { refusedBecause } from './checked-json';

/** Throws WorkbenchError `branch` unless all files mean the same: it names the branch, what differs, and how. */
export function agree(files: readonly BranchFile[]): void {
  const seen = new Set<string>();
  for (const { branch } of files) {
    if (seen.has(branch)) throw refusedBecause('same-name', { branch });
    seen.add(branch);
  }
  const same = (path: string, meaningOf: (file: BranchFile) => string | null) => {
    const [first, ...others] = files.flatMap((file) => {
      const meaning = meaningOf(file);
      return meaning === null ? [] : [{ branch: file.branch, meaning }];
    });
    const other = others.find(({ meaning }) => meaning !== first?.meaning);
    if (first && other)
      throw refusedBecause('differs', {
        path,
        one: first.branch,
        first: first.meaning,
        other: other.branch,
        second: other.meaning,
      });
  };
  same('csat.kind', ({ csat }) => csat && String(csat.kind));
  same('csat.scale', ({ csat }) => csat && csat.scale.join('–'));
  same('csat.cut', ({ csat }) => csat && String(csat.cut));
  same('nps.survey_type', ({ nps }) => nps && nps.survey_type);
  same('index.kind', ({ index, csat, privacy }) =>
    index ? String(index.kind) : privacy && csat ? String(csat.kind) : null,
  );
  for (const touchpoint of new Set(files.flatMap(({ index }) => index?.touchpoints.map((one) => one.touchpoint) ?? [])))
    same(`index.scale of ${touchpoint}`, ({ index }) => {
      const own = index?.touchpoints.find((one) => one.touchpoint === touchpoint);
      return own ? own.scale.join('–') : null;
    });
  same('drivers.overall', ({ drivers }) => drivers && drivers.overall);
  same('drivers.overall_scale', ({ drivers }) => drivers && drivers.overall_scale.join('–'));
  same(
    'drivers.items',
    ({ drivers }) => drivers && JSON.stringify([...drivers.items.map((item) => item.name), ...drivers.held].sort()),
  );
  for (const item of new Set(files.flatMap(({ drivers }) => drivers?.items.map(({ name }) => name) ?? [])))
    same(
      `drivers.scale of ${item}`,
      ({ drivers }) => drivers?.items.find(({ name }) => name === item)?.scale.join('–') ?? null,
    );
}

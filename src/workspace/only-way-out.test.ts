import { expect, it } from 'vitest';

it('is the only way out: nothing else in the page saves, copies or opens what it made', () => {
  const sources: Readonly<Record<string, string>> = import.meta.glob('../ui/**/*.{svelte,ts}', {
    eager: true,
    query: '?raw',
    import: 'default',
  });
  const out = Object.entries(sources).filter(([, text]) =>
    /\bdownload\(|clipboard\.write|window\.open\(|showSaveFilePicker|createObjectURL|\.download\s*=/.test(text),
  );
  expect(out.map(([path]) => path).sort()).toEqual(
    [
      ...outside,
      '../ui/analyse/saving.ts',
      '../ui/parts/download.ts',
      '../ui/report/ReportScreen.svelte',
      '../ui/report/Saving.svelte',
    ].sort(),
  );
});

/** What carries no result: rows of one's own file to mend, the intent as a file or link, SQL text, a learner's own answers, sums that `branches/release` let go. */
const outside = [
  '../ui/analyse/SqlBlock.svelte',
  '../ui/branches/BranchSide.svelte',
  '../ui/branches/RoundAsked.svelte',
  '../ui/branches/Study.svelte',
  '../ui/data/Rejected.svelte',
  '../ui/learn/Finish.svelte',
  '../ui/learn/TrainerPage.svelte',
  '../ui/share/ShareDialog.svelte',
  '../ui/shell/TopBar.svelte',
];

import { describe, expect, it } from 'vitest';
import { History } from './history.svelte';
import { Report, type ReportStand } from './report.svelte';

/** A report whose acts can be undone, as in the workspace. */
function made() {
  let report: Report | null = null;
  const history = new History<ReportStand>(
    () => report!.stand,
    (stand) => Promise.resolve(report!.backTo(stand)),
  );
  report = new Report(() => {
    history.note('report');
  });
  return { report, history };
}
const metricsOf = ({ items }: Report) => items.map((item) => (item.kind === 'metric' ? item.metric : item.sql));

describe('a report', () => {
  it('keeps the order, the words and the parameters of what was put into it', () => {
    const { report } = made();
    report.add({ kind: 'metric', metric: 'csat', params: { by: 'stage' } });
    report.add({ kind: 'query', sql: 'SELECT 1', persons: { kind: 'agreed' } });
    report.add({ kind: 'metric', metric: 'nps' });
    const [first, , third] = report.items;
    report.move(third!.id, -1);
    report.move(third!.id, -1);
    report.change(first!.id, { title: 'Stages', note: 'why' });
    report.head({ title: 'Quarter', text: 'Intro', k: 9 });
    expect(report.saved).toEqual({
      title: 'Quarter',
      text: 'Intro',
      k: 9,
      items: [
        { kind: 'metric', metric: 'nps', params: {}, title: '', note: '' },
        { kind: 'metric', metric: 'csat', params: { by: 'stage' }, title: 'Stages', note: 'why' },
        { kind: 'query', sql: 'SELECT 1', persons: { kind: 'agreed' }, title: '', note: '' },
      ],
    });
    const other = made().report;
    other.take(report.saved);
    expect(other.saved).toEqual(report.saved);
  });

  it('goes back and forth act by act', async () => {
    const { report, history } = made();
    report.add({ kind: 'metric', metric: 'csat' });
    report.add({ kind: 'metric', metric: 'nps' });
    report.remove(report.items[0]!.id);
    report.head({ k: 8 });
    expect([metricsOf(report), report.k]).toEqual([['nps'], 8]);
    await history.undo();
    expect(report.k).toBe(5);
    await history.undo();
    expect(metricsOf(report)).toEqual(['csat', 'nps']);
    await history.redo();
    expect(metricsOf(report)).toEqual(['nps']);
  });

  it('says who is behind a query, and agrees for a metric, of that item alone', () => {
    const { report } = made();
    report.take({
      title: '',
      text: '',
      k: 5,
      items: [
        { kind: 'query', sql: 'SELECT 1', persons: null, title: '', note: '' },
        { kind: 'metric', metric: 'csat', params: {}, title: '', note: '' },
        { kind: 'metric', metric: 'nps', params: {}, title: '', note: '' },
      ],
    });
    report.name(report.items[0]!.id, { kind: 'ids', column: 'c' });
    report.agree(report.items[1]!.id);
    expect(report.saved.items).toMatchObject([{ persons: { kind: 'ids', column: 'c' } }, { agreed: true }, {}]);
    expect(report.items[2]).not.toHaveProperty('agreed');
  });
});

import type { Remark, Text } from '../i18n/text';
import { listed } from './contrasts';
import type { FieldName } from './importance-field';
import type { NoImportance } from './importance-of';
import { lowBase } from './low-base';
import { noInterval } from './no-interval';
import { samplingRemarks, type Sampling } from './sampling';

interface Row {
  readonly touchpoint: string;
  readonly n: number;
  readonly performance: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly quadrant: FieldName | null;
  readonly borderline: boolean | null;
}

interface Summary {
  readonly n: number | null;
  readonly r2: number | null;
  readonly performance_line: number | null;
  readonly crosshair: string;
  readonly method: string | null;
}

interface More {
  readonly why: NoImportance | null;
  readonly needed: number;
  readonly sampling: Sampling | null;
}

/** Where the performance line can stand, in the middle of a sentence. */
const crosshairs: Readonly<Record<string, Text>> = {
  target: { en: 'target', zh: '目标值' },
  mean: { en: 'mean', zh: '均值' },
  median: { en: 'median', zh: '中位数' },
  scale: { en: 'middle of the scale', zh: '量表中点' },
};

/** Where to begin, what lies on a border, why there is no importance, and where the lines stand. */
export function importanceRemarks(rows: readonly Row[], summary: Summary, more: More | undefined): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  const inField = (field: string) =>
    rows.filter((row) => row.quadrant === field && !row.borderline).map(({ touchpoint }) => touchpoint);
  const [first, over] = [inField('concentrate'), inField('overkill')];
  if (first.length) add('finding', 'Concentrate on: {names}', '重点改进：{names}', { names: listed(first) });
  if (over.length)
    add(
      'note',
      'Strong where it matters less; check before cutting: {names}',
      '表现好但相对不重要，核实后再减：{names}',
      { names: listed(over) },
    );
  const edge = rows.filter(({ borderline }) => borderline).map(({ touchpoint }) => touchpoint);
  if (edge.length)
    add(
      'caution',
      'On the border: their interval crosses a line, so the field may be another: {names}',
      '位于边界：区间跨过十字线，所属象限可能不同：{names}',
      { names: listed(edge) },
    );
  if (more?.why === 'few')
    add(
      'caution',
      'No derived importance: {n:count} people answered everything, {needed:count} are needed',
      '不给出推导重要性：全部作答者 {n:count} 人，至少需要 {needed:count} 人',
      { n: summary.n, needed: more.needed },
    );
  if (more?.why === 'no overall')
    add('caution', 'No derived importance: there is no overall score', '不给出推导重要性：没有总体评分');
  if (more?.why === 'no variation')
    add(
      'caution',
      'No derived importance: an item does not vary, or items are collinear',
      '不给出推导重要性：某题项没有变化，或题项完全共线',
    );
  if (more?.why === 'unexplained')
    add(
      'caution',
      'No derived importance: the items explain only {r2:percent} of the overall score',
      '不给出推导重要性：各题项仅解释总体评分的 {r2:percent}',
      { r2: summary.r2 },
    );
  if (more?.why === 'unstated')
    add(
      'caution',
      'Nobody was asked how important the items are (kind importance)',
      '没有重要性题目（类型 importance）',
    );
  add(
    'note',
    'The performance line stands at {line} ({crosshair}); another line makes other fields',
    '满意度线为 {line}（{crosshair}）；换一条线，象限就会不同',
    {
      line: summary.performance_line,
      crosshair: crosshairs[summary.crosshair] ?? summary.crosshair,
    },
  );
  const named = rows.map((row) => ({ ...row, name: row.touchpoint }));
  return [
    ...remarks,
    ...samplingRemarks(more?.sampling),
    ...lowBase(named, 10),
    ...noInterval(
      named.map((row) => ({ ...row, mean: row.performance })),
      { en: 'the performance', zh: '满意度' },
    ),
  ];
}

import type { Remark } from '../i18n/text';
import type { Scale } from './scale';
import type { ScoreCell, Sorted } from './score-cells';

/** A scale in words that need no translation: `1–5`. */
export function scaleName({ min, max }: Scale): string {
  return `${String(min)}–${String(max)}`;
}

/** How answers were read: told scales, mixed scales, values off the scale, reversed items, and a kind that nobody said. */
export function scaleRemarks(
  { placed, excluded, scales, inferred }: Pick<Sorted, 'placed' | 'excluded' | 'scales' | 'inferred'>,
  kind: string | null,
): readonly Remark[] {
  const off = countOf(excluded);
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']>) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  if (off && !placed.length)
    add(
      'caution',
      'No scale fits the values; map or set responses.scale_min and responses.scale_max',
      '数值不符合任何量表；请映射或设置 responses.scale_min 与 responses.scale_max',
      {},
    );
  else if (off)
    add(
      'caution',
      '{off:count} answers are off the scale {scale} and left out (values: {values}); a 0 on a scale from 1 is read as "not applicable"',
      '{off:count} 份回答超出量表 {scale}，未计入（数值：{values}）；起点为 1 的量表上的 0 视为“不适用”',
      { off, scale: scales.map(scaleName).join(' / '), values: valuesOf(excluded) },
    );
  if (scales.length > 1)
    add(
      'caution',
      'Scales differ ({scales}): shares and rescaled scores use each answer’s own scale; a plain mean would mix them and is not given',
      '量表不一致（{scales}）：占比与换算得分按各自量表计算；原始均值会混淆量表，故不给出',
      { scales: scales.map(scaleName).join(' / ') },
    );
  else if (inferred && scales[0])
    add(
      'note',
      'The scale {scale} is told from the values; set it if it is another',
      '量表 {scale} 由数值推断；如不符请另行设置',
      {
        scale: scaleName(scales[0]),
      },
    );
  const turned = countOf(placed.filter(({ reversed }) => reversed));
  if (turned)
    add('note', '{turned:count} answers to reversed items were turned round', '{turned:count} 份反向题回答已反转', {
      turned,
    });
  if (kind === null)
    add(
      'note',
      'The data does not say what kind of question this is (responses.kind)',
      '数据未说明题目的类型（responses.kind）',
      {},
    );
  return remarks;
}

/** How many answers cells stand for. */
export function countOf(cells: readonly Pick<ScoreCell, 'n'>[]): number {
  return cells.reduce((total, { n }) => total + n, 0);
}

function valuesOf(cells: readonly ScoreCell[]): string {
  const values = [...new Set(cells.map(({ score }) => score))].sort((a, b) => (a ?? 0) - (b ?? 0));
  return values.slice(0, 6).join(', ') + (values.length > 6 ? ', …' : '');
}

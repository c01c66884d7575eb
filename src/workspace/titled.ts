import type { TopLevelSpec } from 'vega-lite';
import type { Chart } from '../metrics/metric';

const widest = 84;

/**
 * A chart's spec with its title in it: on the page the title stands beside the chart, in a file of its own it must stand
 * within. What the chart says below itself, as what a hollow mark means, stands under the title then.
 */
export function titled({ spec, title }: Chart): TopLevelSpec {
  const note = spec.title !== null && typeof spec.title === 'object' && 'text' in spec.title ? spec.title.text : null;
  const subtitle = typeof note === 'string' ? { subtitle: [...linesOf(note)] } : {};
  return { ...spec, title: { text: [...linesOf(title)], ...subtitle, anchor: 'start', frame: 'group', offset: 12 } };
}

/** Cut where words end, or between characters that are written without spaces; such a character is two wide. */
function linesOf(title: string): readonly string[] {
  const lines = [''];
  for (const piece of title.match(/[\p{L}\p{N}\p{P}\p{S}]+?(?=\s|\p{Script=Han}|$)\s*|\p{Script=Han}\p{P}*|\s+|./gu) ??
    []) {
    const line = lines.at(-1) ?? '';
    if (line && widthOf(line + piece.trimEnd()) > widest) lines.push(piece.trimStart());
    else lines[lines.length - 1] = line + piece;
  }
  return lines.map((line) => line.trim()).filter(Boolean);
}

function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 2 : 1), 0);
}

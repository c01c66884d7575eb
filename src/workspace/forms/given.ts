/** What was typed into one field: a number, or the text as it stands, which the metric refuses by name. */
export type Typed = number | string;

/** The value of a JSON parameter, of which links and terminals may give the text; undefined where the text is no JSON. */
export function given(value: unknown): unknown {
  if (value === undefined || value === '') return null;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The entries of an object; null for what is none. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
}

/** A number where the text is one. */
export function typed(text: string): Typed {
  const trimmed = text.trim();
  const number = Number(trimmed);
  return trimmed !== '' && Number.isFinite(number) ? number : trimmed;
}

/** Whether it cannot be how much there is of something. */
export function isNoAmount(value: Typed): boolean {
  return typeof value !== 'number' || value < 0;
}

/** Every zone that this machine knows, UTC first. */
export function zones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

/** Whether the machine can tell the clocks of a zone of this name. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The zone under its usual spelling, whatever the case it was typed in; null: there is none. */
export function zoneNamed(typed: string): string | null {
  const name = typed.trim();
  if (name === '') return null;
  const known = zones().find((zone) => zone.toLowerCase() === name.toLowerCase());
  return known ?? (isZone(name) ? name : null);
}

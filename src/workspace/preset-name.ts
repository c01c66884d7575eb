import type { Text } from '../i18n/text';

/** What a known export is called, e.g. Taobao/Tmall orders; null: it is not known any more. */
export async function presetName(id: string): Promise<Text | null> {
  const { presets } = await import('../model/presets');
  return presets.find((preset) => preset.id === id)?.name ?? null;
}

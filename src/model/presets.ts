import type { Preset } from './preset';

const files = import.meta.glob<Preset>('./presets/*.ts', { eager: true, import: 'default' });

/** Every known export. A file joins by lying in `presets/`. */
export const presets: readonly Preset[] = Object.values(files);

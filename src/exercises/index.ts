import { readPack, type Pack, type PackData } from './exercise';

const texts = import.meta.glob<string>('./*/pack.yaml', { eager: true, import: 'default', query: '?raw' });
const data = import.meta.glob<PackData>('./*/data.ts', { eager: true, import: 'default' });

export interface Exercise {
  readonly pack: Pack;
  readonly data: PackData;
}

/** Every pack that holds, by id. A folder with pack.yaml and data.ts joins by its place. */
export const exercises: ReadonlyMap<string, Exercise> = new Map(
  Object.entries(texts).flatMap(([path, text]) => {
    const { pack } = readPack(path, text);
    const make = data[path.replace('pack.yaml', 'data.ts')];
    return pack && make ? [[pack.id, { pack, data: make }] as const] : [];
  }),
);

/** The text of every pack, for the check that names file and line. */
export const packTexts: Readonly<Record<string, string>> = texts;

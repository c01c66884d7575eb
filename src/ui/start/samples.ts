import type { Text } from '../../i18n/text';
import type { OpenedFile } from '../../workspace/opened-file';

/** A sample workspace: files of ours, served beside the page. */
export interface Sample {
  readonly id: string;
  readonly title: Text;
  readonly text: Text;
  readonly files: readonly string[];
}

const manifests = import.meta.glob<Omit<Sample, 'id'>>('../../../sample-data/*/sample.json', {
  eager: true,
  import: 'default',
});

/** Every folder of sample-data with a `sample.json`. */
export const samples: readonly Sample[] = Object.entries(manifests).map(([path, manifest]) => ({
  id: path.split('/').at(-2) ?? path,
  ...manifest,
}));

/** Fetches a sample's files from the page's own origin. */
export function filesOf({ id, files }: Sample): Promise<readonly OpenedFile[]> {
  return Promise.all(
    files.map(async (name) => {
      const response = await fetch(new URL(`sample-data/${id}/${name}`, document.baseURI));
      if (!response.ok) throw new Error(`${name}: ${String(response.status)} ${response.statusText}`);
      return { name, blob: new File([await response.blob()], name) };
    }),
  );
}

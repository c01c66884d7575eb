import type { Text } from '../../i18n/text';
import {
  besideFolder,
  besideManifest,
  besideOpen,
  notBeside,
  readManifest,
  type BesideFile,
} from '../../workspace/beside';
import type { OpenedFile } from '../../workspace/opened-file';
import type { NamedData } from '../../workspace/share';
import type { Workspace } from '../../workspace/workspace.svelte';
import { filesOf, samples } from '../start/samples';

/** What is open, if the receiver can have it from the app's own origin: a sample, or files that lie beside the app. */
export async function dataOpen({ files }: Workspace): Promise<NamedData | null> {
  const open = new Set(files.opened.map(({ name }) => name));
  const sample = samples.find(({ files: own }) => own.length === open.size && own.every((name) => open.has(name)));
  if (sample) return { kind: 'sample', id: sample.id };
  const beside = besideOpen(files.opened, await listed());
  return beside && { kind: 'beside', files: beside };
}

/** What a person calls it: the sample's title, or the files' names. */
export function dataName(data: NamedData, say: (text: Text) => string): string {
  if (data.kind === 'beside') return data.files.join(', ');
  const sample = samples.find(({ id }) => id === data.id);
  return sample ? say(sample.title) : data.id;
}

/** Whether this app has the data that a link names; what lies beside it is not looked up before the receiver's yes. */
export function isKnown(data: NamedData): boolean {
  return data.kind === 'beside' || samples.some(({ id }) => id === data.id);
}

/** Fetches what a link names, from the page's own origin and only if it is a sample or listed in the manifest. */
export async function fetchNamed(data: NamedData): Promise<readonly OpenedFile[]> {
  if (data.kind === 'sample') {
    const sample = samples.find(({ id }) => id === data.id);
    return sample ? filesOf(sample) : [];
  }
  const known = await listed();
  return Promise.all(
    data.files.map(async (name) => {
      if (!known.some((file) => file.name === name)) throw notBeside(name);
      const response = await fetched(besideFolder + encodeURIComponent(name));
      if (!response.ok) throw notBeside(name);
      return { name, blob: new File([await response.blob()], name) };
    }),
  );
}

/** Empty where the host has no manifest: it is optional. */
async function listed(): Promise<readonly BesideFile[]> {
  const response = await fetched(besideManifest);
  const isJson = response.headers.get('content-type')?.includes('json') ?? true;
  return response.ok && isJson ? readManifest(await response.text()) : [];
}

/** A redirect could lead to another origin: it is refused. */
function fetched(path: string): Promise<Response> {
  return fetch(new URL(path, document.baseURI), { redirect: 'error', credentials: 'same-origin' });
}

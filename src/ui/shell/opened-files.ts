import type { OpenedFile } from '../../workspace/opened-file';

interface HandleItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** Files that were dropped, with handles where the browser gives them. Folders are taken with their name, to be refused in words. */
export async function dropped(transfer: DataTransfer): Promise<readonly OpenedFile[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  // All must be asked for before the first await: the transfer is emptied after the event.
  const asked = items.map((item) => {
    const folder = item.webkitGetAsEntry()?.isDirectory ?? false;
    const handle = folder ? undefined : (item as HandleItem).getAsFileSystemHandle?.().catch(() => null);
    return { file: item.getAsFile(), folder, handle };
  });
  const files = await Promise.all(
    asked.map(async ({ file, folder, handle }) => (file ? [{ ...opened(file, await handle), folder }] : [])),
  );
  return files.flat();
}

/** Files from a file input. */
export function chosen(list: FileList | null): readonly OpenedFile[] {
  return [...(list ?? [])].map((file) => opened(file, null));
}

/** Asks the person for files; through the picker with handles where there is one, else through the input. */
export async function pick(window: Window, input: HTMLInputElement): Promise<readonly OpenedFile[]> {
  const { showOpenFilePicker } = window as PickingWindow;
  if (!showOpenFilePicker) {
    input.click();
    return [];
  }
  try {
    const handles = await showOpenFilePicker.call(window, { multiple: true });
    return await Promise.all(handles.map(async (handle) => opened(await handle.getFile(), handle)));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return [];
    throw error;
  }
}

/** A pasted table (from Excel: tabs), or pasted files. */
export function pasted(transfer: DataTransfer, now: Date): readonly OpenedFile[] {
  if (transfer.files.length) return chosen(transfer.files);
  const text = transfer.getData('text/plain');
  if (!/[\n\r]/.test(text.trim()) || !/[\t,;|]/.test(text)) return [];
  const name = `pasted-${now.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}.${text.includes('\t') ? 'tsv' : 'csv'}`;
  return [{ name, blob: new File([text], name) }];
}

interface PickingWindow {
  showOpenFilePicker?(options: { multiple: boolean }): Promise<readonly FileSystemFileHandle[]>;
}

function opened(file: File, handle: FileSystemHandle | null | undefined): OpenedFile {
  return { name: file.name, blob: file, handle: handle instanceof FileSystemFileHandle ? handle : undefined };
}

/** A table's name from the names of its files: the stem they share, else the first one's; `_2`, `_3` … where taken. */
export function tableName(files: readonly string[], taken: ReadonlySet<string>): string {
  const stems = files.map(stemOf);
  const shared = stems.length > 1 ? sharedStart(stems).replace(/[\s_.\-–(（]+$/u, '') : (stems[0] ?? '');
  const name = shared || stems[0] || 'table';
  const lower = new Set([...taken].map((one) => one.toLowerCase()));
  let candidate = name;
  for (let count = 2; lower.has(candidate.toLowerCase()); count++) candidate = `${name}_${String(count)}`;
  return candidate;
}

/** The name without folders and endings: `a/b.csv.gz` → `b`, `book.xlsx/Sheet1` → `book Sheet1`. */
function stemOf(file: string): string {
  const [, book, sheet] = /([^/\\]+)\.xlsx?\/(.+)$/i.exec(file) ?? [];
  if (book !== undefined && sheet !== undefined) return `${book} ${sheet}`;
  const last = file.split(/[/\\]/).at(-1) ?? file;
  return (
    last.replace(
      /(?:\.(?:csv|tsv|tab|txt|dat|json|ndjson|jsonl|parquet|pq|xlsx|xlsm|arrow|feather|ipc|gz|zip))+$/i,
      '',
    ) || last
  );
}

function sharedStart(names: readonly string[]): string {
  const [first = '', ...others] = names;
  let length = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length--;
  const shared = first.slice(0, length);
  return names.some((name) => /\d/.test(name[length] ?? '')) ? shared.replace(/\d+$/, '') : shared;
}

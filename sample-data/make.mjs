/**
 * Makes the three sample workspaces: `node sample-data/make.mjs`. Same seed, same bytes.
 * What is planted stands in each folder's truths.json; tests check that the metrics find it.
 * All people, orders and words are invented.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { hotel } from './make-hotel.mjs';
import { retail } from './make-retail.mjs';
import { telecom } from './make-telecom.mjs';
import { writeParquet } from './write.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

for (const sample of [hotel(2025), retail(2026), telecom(2027)]) {
  const folder = `${here}${sample.name}/`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(sample.files)) {
    if (content.parquet) await writeParquet(`${folder}${name}`, content.parquet);
    else await writeFile(`${folder}${name}`, content);
  }
  await writeFile(`${folder}truths.json`, `${JSON.stringify(sample.truths, null, 2)}\n`);
  await writeFile(
    `${folder}sample.json`,
    `${JSON.stringify({ ...sample.card, files: Object.keys(sample.files) }, null, 2)}\n`,
  );
  const sizes = await Promise.all(
    Object.keys(sample.files).map(async (name) => (await readFile(`${folder}${name}`)).length),
  );
  console.log(sample.name, Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024), 'kB');
}

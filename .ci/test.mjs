// npm test: installs what is missing, finds a browser, and runs every test but the slow ones. Arguments go to vitest.
import { join } from 'node:path';
import { browser } from './browser.mjs';
import { install, root, run } from './installed.mjs';

install();
const CHROME_PATH = browser();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
run(process.execPath, [vitest, 'run', '--project', 'node', '--project', 'browser*', ...process.argv.slice(2)], {
  CHROME_PATH,
});

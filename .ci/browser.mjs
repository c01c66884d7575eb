import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run, stop } from './installed.mjs';

/** Where a browser may be, the one that CHROME_PATH names first. */
export const places = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a browser for the tests: CHROME_PATH, an installed one, or on Debian as root Debian's own, installed now. */
export function browser() {
  if (process.env.CHROME_PATH && !existsSync(process.env.CHROME_PATH))
    stop(`CHROME_PATH names ${process.env.CHROME_PATH}, which is not there`);
  const found = places.find((place) => place && existsSync(place));
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log('Installing Chromium for the browser tests (once) …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], env);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], env);
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  }
  return stop(`No Chromium or Chrome was found. Type:\n\n  ${hint()}\n`);
}

function hint() {
  if (process.platform === 'darwin') return 'brew install --cask google-chrome && npm test';
  if (process.platform === 'win32') return 'winget install Google.Chrome; npm test';
  const apt = spawnSync('apt-get', ['--version']).status === 0;
  return apt
    ? 'sudo apt-get update && sudo apt-get install -y chromium && npm test'
    : 'CHROME_PATH=/path/to/chrome npm test';
}

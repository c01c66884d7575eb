import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Installs the pinned packages unless they are there; ends the process when that fails. */
export function install() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) stop(`Node 20.19 or newer is needed; this is ${process.version}`);
  if (existsSync(`${root}node_modules/.package-lock.json`)) return;
  console.log('Installing packages (once) …');
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

/** Runs a command in the project's folder with its output shown; ends the process when it fails. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (error) stop(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

export function stop(message) {
  console.error(message);
  process.exit(1);
}

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// The engine is native code: what ends its process must still end in a sentence.
const runner = fork(fileURLToPath(new URL('./run.mjs', import.meta.url)), process.argv.slice(2));
let reading = null;
runner.on('message', (message) => {
  reading = message.reading;
});
runner.on('exit', (status, signal) => {
  process.exitCode = status ?? 1;
  if (signal === null || signal === 'SIGINT' || signal === 'SIGTERM') return;
  process.stderr.write(`${told(signal)}\n`);
});
process.on('SIGTERM', () => runner.kill('SIGTERM'));

function told(signal) {
  if (signal === 'SIGKILL') return 'the system ended the engine, most likely for want of memory';
  if (reading === null) return `the engine crashed (${signal})`;
  return `${reading}: the engine crashed on this file (${signal}); it is damaged or made to do harm: leave it out, or write it anew`;
}

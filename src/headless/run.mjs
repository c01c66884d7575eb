import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

// The metrics are found by `import.meta.glob`, which Vite resolves: its module runner loads them here.
const server = await createServer({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  configFile: false,
  logLevel: 'silent',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true, include: [] },
});
try {
  const { evaluate } = await server.ssrLoadModule('/src/headless/evaluate.ts');
  process.exitCode = await evaluate(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    reading: (file) => process.send?.({ reading: file }),
    folders: [process.cwd(), process.env.INIT_CWD ?? process.cwd()],
  });
} finally {
  await server.close();
}

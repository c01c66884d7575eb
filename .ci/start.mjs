// npm start: installs, builds, serves the page on localhost and prints its address. PORT chooses the port.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { install, root, run, stop } from './installed.mjs';

install();
run(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']);

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

const server = createServer(async (request, response) => {
  const file = fileOf(request.url ?? '/');
  const found = file ? await stat(file).catch(() => null) : null;
  if (!file || !found?.isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    return;
  }
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-cache',
  });
  createReadStream(file).pipe(response);
});

const wanted = Number(process.env.PORT ?? 4173);
server.on('error', (error) => {
  if (error.code !== 'EADDRINUSE' || process.env.PORT) stop(error.message);
  server.listen(0, 'localhost');
});
server.on('listening', () => {
  console.log(`\n  Touchpoint Workbench 触点工作台\n  http://localhost:${server.address().port}/\n\n  Ctrl+C ends it.`);
});
server.listen(wanted, 'localhost');

/** The file of `dist/` that an address names; null for one that cannot be read or leads elsewhere. */
function fileOf(url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const file = join(root, 'dist', normalize(path.endsWith('/') ? `${path}index.html` : path));
    return file.startsWith(join(root, 'dist') + sep) ? file : null;
  } catch {
    return null;
  }
}

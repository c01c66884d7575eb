import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { places } from '../../.ci/browser.mjs';
import { built } from './built';

/** The built page on a static host, under a sub-path and without any special headers, and a browser in front of it. */
export interface Site {
  readonly url: string;
  /** Where the built files lie. */
  readonly folder: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** One page with all that must not happen on it. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Every request of the page and its workers. */
  readonly requests: readonly string[];
  /** Console errors, uncaught errors, violations of the policy, and requests to other hosts. */
  readonly faults: readonly string[];
  /** Leaves the page. */
  end(): Promise<void>;
}

const below = '/some/sub/path/';

/** Serves the built page, or another one of the tests' own, `page`, built under the same policy. */
export async function openSite(page?: string): Promise<Site> {
  const folder = await built(page);
  const server = await serve(folder);
  const browser = await chromium.launch({ executablePath: browserPath(), args, env });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${String(port)}${below}${page ?? ''}`,
    folder,
    browser,
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** File names are UTF-8, whatever the machine's locale. */
const env = { ...process.env, LC_ALL: 'C.UTF-8' };

const args = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
];

/** The browser that the tests use; CHROME_PATH decides, else a Chromium or Chrome in its usual place. */
function browserPath(): string {
  const found = places.find((place) => place && existsSync(place));
  if (found === undefined) throw new Error('no Chromium found: set CHROME_PATH to its executable');
  return found;
}

interface Visiting {
  readonly locale?: 'en-GB' | 'zh-CN';
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Where in the page, e.g. `#/data`. */
  readonly hash?: string;
  /** Faults that this visit provokes on purpose. */
  readonly expected?: RegExp;
}

export async function visit(
  site: Site,
  { locale = 'en-GB', scheme = 'light', width = 1440, height = 900, hash = '', expected }: Visiting = {},
): Promise<Visit> {
  const context = await site.browser.newContext({
    locale,
    colorScheme: scheme,
    viewport: { width, height },
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const faults: string[] = [];
  const fault = (text: string) => {
    if (!expected?.test(text)) faults.push(text);
  };
  context.on('request', (request) => {
    requests.push(request.url());
    if (!/^(blob|data):/.test(request.url()) && new URL(request.url()).origin !== new URL(site.url).origin)
      fault(`foreign request: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) fault(`${String(response.status())} ${response.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') fault(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    fault(`uncaught: ${error.message}`);
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  await page.goto(site.url + hash);
  await page.waitForSelector('main h1');
  return { page, context, requests, faults, end: () => context.close() };
}

/** Drops files on the page as a person does; contents are given as bytes. */
export async function drop(page: Page, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const given = Object.entries(files).map(([name, bytes]) => ({
    name,
    base64: Buffer.from(bytes).toString('base64'),
  }));
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, base64 } of all)
      data.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], name));
    return data;
  }, given);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = path === below ? 'index.html' : normalize(decodeURIComponent(path.slice(below.length)));
    if (!path.startsWith(below) || file.startsWith('..')) {
      response.writeHead(404).end();
      return;
    }
    readFile(join(folder, file)).then(
      (bytes) =>
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) =>
    server.listen(0, 'localhost', () => {
      resolve(server);
    }),
  );
}

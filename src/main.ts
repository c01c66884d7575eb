import { mount } from 'svelte';
import intakeWorker from './engine/intake/intake.worker.ts?worker&url';
import { underPolicy } from './engine/under-policy';
import { preferred, Language } from './workspace/language.svelte';
import { BrowserMemory } from './workspace/memory-of-browser';
import { computingIn } from './workspace/computing';
import { Keeping } from './workspace/keeping.svelte';
import { Learning } from './workspace/learning.svelte';
import { LeftInBrowser } from './workspace/left-memory';
import type { ImportAll, Rooms } from './workspace/rooms';
import { Workspace } from './workspace/workspace.svelte';
import computeWorker from './workspace/compute.worker.ts?worker&url';
import type { Page } from './ui/context';
import App from './ui/App.svelte';
import { Requests } from './ui/parts/requests.svelte';
import { Acts } from './ui/shell/acts.svelte';
import { Router } from './ui/shell/router.svelte';
import { Theme } from './ui/shell/theme.svelte';

let intake: Promise<ImportAll> | null = null;
const rooms: Rooms = {
  openEngine: async ({ progress, died }) =>
    (await import('./engine/wasm')).openWasm({ onProgress: progress, onDeath: died }),
  intake: () => (intake ??= openIntake()),
  model: async () => {
    const [{ profile }, { guess }, { build, view }] = await Promise.all([
      import('./model/profile'),
      import('./model/guess'),
      import('./model/views'),
    ]);
    return { profile, guess, build, view };
  },
  computing: computingIn(() => underPolicy(computeWorker)),
};

if (isAble()) start();

/** One for all imports, which it does one after the other. */
async function openIntake(): Promise<ImportAll> {
  const [{ importAllBy }, { importInWorker }] = await Promise.all([
    import('./workspace/import-all'),
    import('./engine/intake/import-in-worker'),
  ]);
  return importAllBy(importInWorker(() => underPolicy(intakeWorker)));
}

function isAble(): boolean {
  return 'WebAssembly' in window && 'Worker' in window && 'indexedDB' in window && location.protocol !== 'file:';
}

function start(): void {
  const saved = localStorage.getItem('touchpoint-locale');
  const language = new Language(saved === 'en' || saved === 'zh' ? saved : preferred(navigator.languages));
  const workspace = new Workspace({ ...rooms, left: new LeftInBrowser(indexedDB) }, language);
  const keeping = new Keeping(workspace, new BrowserMemory(indexedDB), navigator.locks);
  const router = new Router(window);
  const page = {
    workspace,
    keeping,
    learning: new Learning(workspace, keeping, localStorage, sessionStorage),
    acts: new Acts(workspace, keeping, router),
    router,
    theme: new Theme(localStorage, matchMedia('(prefers-color-scheme: dark)')),
    requests: new Requests(window),
  };
  const target = document.getElementById('app');
  if (!target) throw new TypeError('index.html has no #app');
  document.documentElement.classList.add('started');
  mount(App, { target, props: { page } });
  void keeping.list();
  void reopen(page);
  addEventListener('pagehide', () => {
    page.learning.remember();
  });
  afterPaint(() => void workspace.engine.start().catch(() => undefined));
}

/** A learner who reloads the page in the middle of an exercise goes on with it; a link or another exercise comes first. */
async function reopen({ learning, acts }: Pick<Page, 'learning' | 'acts'>): Promise<void> {
  if (!/^#\/(?!learn)/.test(location.hash)) return;
  await acts.try(async () => {
    if (await learning.comeBack()) await (await import('./ui/learn/preload')).preload();
  });
}

/** The engine's wasm is large: it is fetched when the first screen stands. */
function afterPaint(act: () => void): void {
  requestAnimationFrame(() => setTimeout(act, 50));
}

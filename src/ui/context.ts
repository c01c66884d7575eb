import { createContext } from 'svelte';
import type { Keeping } from '../workspace/keeping.svelte';
import type { Learning } from '../workspace/learning.svelte';
import type { Workspace } from '../workspace/workspace.svelte';
import type { Requests } from './parts/requests.svelte';
import type { Acts } from './shell/acts.svelte';
import type { Router } from './shell/router.svelte';
import type { Theme } from './shell/theme.svelte';

/** What every screen may reach: the workspace and its keeping, the exercise beside it, what can be done, where the person is, how it looks, and what the page requested. */
export interface Page {
  readonly workspace: Workspace;
  readonly keeping: Keeping;
  readonly learning: Learning;
  readonly acts: Acts;
  readonly router: Router;
  readonly theme: Theme;
  readonly requests: Requests;
}

const [read, provide] = createContext<Page>();

export const pageOf = read;
export const providePage = provide;

/** The workspace that the screen shows. */
export function workspaceOf(): Workspace {
  return read().workspace;
}

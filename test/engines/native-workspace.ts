import { onTestFinished } from 'vitest';
import { importFiles } from '../../src/engine/intake/import-files';
import { openNative } from '../../src/headless/native';
import type { Locale } from '../../src/i18n/text';
import { guess } from '../../src/model/guess';
import { profile } from '../../src/model/profile';
import { build, view } from '../../src/model/views';
import type { OpenEngine } from '../../src/workspace/engine-room.svelte';
import { importAllBy } from '../../src/workspace/import-all';
import { Language } from '../../src/workspace/language.svelte';
import { Workspace } from '../../src/workspace/workspace.svelte';

interface Furnishing {
  readonly locale?: Locale;
  readonly openEngine?: OpenEngine;
}

/** A workspace on native DuckDB; who asks for it closes its engine. */
export function nativeWorkspace({ locale = 'en', openEngine = openNative }: Furnishing = {}): Workspace {
  return new Workspace(
    {
      openEngine,
      intake: () => Promise.resolve(importAllBy(importFiles)),
      model: () => Promise.resolve({ profile, guess, build, view }),
    },
    new Language(locale),
  );
}

/** A workspace on native DuckDB, whose engine is closed when the running test ends. */
export function newWorkspace(furnishing: Furnishing = {}): Workspace {
  const workspace = nativeWorkspace(furnishing);
  onTestFinished(() => workspace.engine.close());
  return workspace;
}

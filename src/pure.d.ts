interface ImportMeta {
  /** Vite's glob: the pure layers know no other part of Vite. */
  glob<T>(
    pattern: string | readonly string[],
    options: { readonly eager: true; readonly import: 'default'; readonly query?: '?raw' },
  ): Record<string, T>;
  glob<T>(pattern: string | readonly string[]): Record<string, () => Promise<T>>;
}

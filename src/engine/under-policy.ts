/** A worker of ours from a blob: it inherits the page's policy; from its own address it would have none on a host without headers. */
export function underPolicy(script: string): Worker {
  const source = `import ${JSON.stringify(new URL(script, document.baseURI).href)};`;
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(address, { type: 'module' });
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
  return worker;
}

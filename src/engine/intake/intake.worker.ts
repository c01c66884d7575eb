import type { Port } from '../line';
import { serveImports } from './serve-imports';

serveImports(globalThis as unknown as Port);

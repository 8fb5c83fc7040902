import { createRequire } from 'node:module';
import type typescript from 'typescript';

/**
 * TypeScript itself. It is required, not imported: as an ES module import Node would search its nine megabytes for
 * export names first, which takes a quarter of a second. Its types are `import type ts from 'typescript'`.
 */
export const compiler = createRequire(import.meta.url)('typescript') as typeof typescript;

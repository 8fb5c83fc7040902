import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** JupyterLab's modules expect an imported SVG to be its text; a style sheet's `url(….svg)` stays an address. */
const svgAsText: Plugin = {
  name: 'svg-as-text',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('.svg')) return null;
    return { code: `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`, moduleType: 'js' };
  },
};

/** KaTeX names each font in three formats; every browser that can show this page takes the first. */
const modernFontsOnly: Plugin = {
  name: 'modern-fonts-only',
  enforce: 'pre',
  transform(code, id) {
    return id.endsWith('katex.css') ? code.replace(/,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\([^)]+\)/g, '') : null;
  },
};

/** JupyterLab can edit a hundred languages. notebook/editing.ts registers those of the course; the others would be 120 files that nobody loads. */
const courseLanguagesOnly: Plugin = {
  name: 'course-languages-only',
  enforce: 'pre',
  resolveId(source, importer) {
    const isForeign = /^@codemirror\/(legacy-modes\/|lang-(?!javascript|markdown))/.test(source);
    return isForeign && importer?.endsWith('@jupyterlab/codemirror/lib/language.js')
      ? here('stand-ins/foreign-language.ts')
      : null;
  },
};

/** Packages that JupyterLab imports for parts that the page never shows. */
const absent = ['@jupyter/react-components', '@jupyter/web-components', '@rjsf/core', '@rjsf/utils'];

export default defineConfig({
  root: here('.'),
  // Relative addresses: the page also works below a prefix, as behind JupyterHub.
  base: './',
  plugins: [svgAsText, modernFontsOnly, courseLanguagesOnly],
  define: { global: 'globalThis' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: Object.fromEntries(absent.map((name) => [name, here('stand-ins/unused-components.ts')])),
    dedupe: [
      'yjs',
      'react',
      'react-dom',
      '@codemirror/state',
      '@codemirror/view',
      '@codemirror/language',
      '@lumino/widgets',
    ],
  },
  build: {
    outDir: here('../../dist/page'),
    emptyOutDir: true,
    target: 'es2022',
    // The server's policy allows scripts and fonts from its own address only, so nothing is put into data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 12_000,
    reportCompressedSize: false,
    rolldownOptions: {
      // JupyterLab reads its settings with eval where it runs outside a browser; the line is never reached here.
      checks: { eval: false },
    },
  },
});

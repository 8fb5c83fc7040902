import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Cells } from '../../../kernel/language/cells.ts';
import { Environment } from '../../../kernel/language/environment.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The body of a compiled cell, without the wrapping function and its indentation. */
function body(code: string): string {
  const lines = code.trim().split('\n');
  assert.equal(lines[0], '(async ($import, $meta, $epoch, $resume) => {');
  return lines
    .slice(2, -1)
    .map((line) => line.replace(/^ {4}/, ''))
    .join('\n');
}

describe('rewriting of cells', () => {
  let folder: string;
  let cells: Cells;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cells-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
    cells = new Cells(new Environment(folder, join(root, 'kernel/main.ts')), new Set(['process', 'performance']));
  });
  after(() => rmSync(folder, { recursive: true }));

  const compile = (code: string) => {
    const compiled = cells.compile(code, { label: 'Cell [1]' });
    if (!compiled.ok) assert.fail(compiled.problem.traceback.join('\n'));
    return { ...compiled, body: body(compiled.code) };
  };
  const becomes = (title: string, code: string, expected: string, names: string[]) =>
    it(title, () => {
      const compiled = compile(code);
      assert.equal(compiled.body, expected);
      assert.deepEqual(compiled.names.sort(), names);
    });

  becomes('makes declarations assignments', 'let a: number = 1, b = 2;', '{\n    a = 1;\n    b = 2;\n}', ['a', 'b']);
  becomes('resets a let without a value but not a var', 'let c: number;\nvar d: number;', 'c = void 0;\n;', ['c', 'd']);
  becomes('returns the last expression', 'const e = 1\ne + 1;', 'e = 1;\nreturn e + 1;', ['e']);
  becomes(
    'hoists functions and keeps them anonymous, so that recursion is shared',
    'f(1)\nfunction f(n: number): number { return n && f(n - 1) }',
    'f = function (n) { return n && f(n - 1); };\nf(1);',
    ['f'],
  );
  becomes(
    'keeps the inner name of a class',
    'class G<T> { static made = new G() }',
    'G = class G {\n    static made = new G();\n};',
    ['G'],
  );
  becomes(
    'leaves what is declared inside blocks, except var',
    '{ let h = 1; var i = h; }',
    '{\n    let h = 1;\n    i = h;\n}',
    ['i'],
  );
  becomes('drops types', 'interface J { a: 1 }\ntype K = J\ndeclare const l: K', '', []);
  becomes(
    'makes imports assignments and drops types among them',
    'import fs, { join as j, type ParsedPath } from "node:path"\nimport type { Stats } from "node:fs"',
    '({ "default": fs, "join": j } = await $import("node:path", ["default", "join"]));',
    ['fs', 'j'],
  );
  becomes(
    'passes import attributes on',
    'import "node:fs"\nimport("node:os", { with: {} })',
    'await $import("node:fs");\nreturn $import("node:os", void 0, { with: {} });',
    [],
  );
  becomes('guards await, so that an interrupt ends it', 'await null', 'return $resume($epoch(), await null);', []);
  becomes(
    'renames what would overwrite a global of Node',
    'const process = 1; ({ process, p: process, q: { process: 2 } })',
    '$cell_process = 1;\nreturn ({ process: $cell_process, p: $cell_process, q: { process: 2 } });',
    ['$cell_process'],
  );
  becomes(
    'does not rename a parameter of the same name',
    '((process: number) => process)(1)',
    'return ((process) => process)(1);',
    [],
  );
  becomes('strips export', 'export const m = 1\nexport default m', 'm = 1;\nreturn m;', ['m']);

  it('maps positions back to the written code', () => {
    const { map } = compile('\n\nconst n = missing()\nfunction missing() { return 1 }');
    assert.deepEqual((JSON.parse(map) as { sources: string[] }).sources.length, 1);
  });

  it('does not see the names of a cell that was refused', () => {
    assert.equal(cells.compile('const refused: number = "text"', { label: 'x' }).ok, false);
    assert.equal(cells.compile('refused', { label: 'x' }).ok, false);
  });

  it('does not get slower with the number of cells', () => {
    const { scope } = { scope: cells };
    for (let index = 0; index < 300; index++)
      compile(`const many${index} = [${index}]; function use${index}() { return many${index} }`);
    assert.equal(scope.names.has('many299'), true);
    // What a cell is checked against is only what it names.
    const opened = scope.open('many0');
    assert.deepEqual([...opened.file.locals!.keys()], ['many0']);
    scope.close(opened);
  });
});

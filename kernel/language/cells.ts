import type ts from 'typescript';
import { compiler } from './typescript.ts';
import { cellDiagnostics, describe } from './diagnostics.ts';
import type { CellProblem } from './diagnostics.ts';
import { emit } from './emit.ts';
import type { Environment } from './environment.ts';
import type { BoundSourceFile } from './internal.ts';
import { parseCell } from './parse.ts';
import type { ParsedCell } from './parse.ts';
import { rewriteCell } from './rewrite.ts';

export interface CompiledCell {
  ok: true;
  /** An expression whose value is the cell's async function. */
  code: string;
  map: string;
  /** The shared variables that the cell sets, to be created before it runs. */
  names: string[];
}

export type Compilation = CompiledCell | { ok: false; problem: CellProblem };

export interface CellOptions {
  /** How errors call the cell, e.g. `Cell [3]`. */
  label: string;
  /** Whether later cells may see what this one declares. */
  remember?: boolean;
}

/**
 * The cells of a notebook as one growing scope.
 *
 * Every cell is a module. What it uses from earlier cells is put into its table of names before it is checked, so it
 * sees the newest definition, keeps that meaning when a later cell defines the name again, and costs the same whether
 * it is the tenth cell or the thousandth.
 */
export class Cells {
  readonly #environment: Environment;
  readonly #scope = new Map<string, ts.Symbol>();
  readonly #renamed = new Map<string, string>();
  readonly #occupied: ReadonlySet<string>;
  #serial = 0;

  /** @param occupied the names of Node's own globals, which a cell may hide from cells but must not overwrite */
  constructor(environment: Environment, occupied: ReadonlySet<string>) {
    this.#environment = environment;
    this.#occupied = occupied;
  }

  compile(code: string, { label, remember = true }: CellOptions): Compilation {
    const cell = this.open(code);
    const { checker } = this.#environment;
    const found = cellDiagnostics(cell, () => checker.getDiagnostics(cell.file));
    if (found.length > 0) {
      this.close(cell);
      return { ok: false, problem: describe(cell, code, label, found) };
    }
    const names = ownNames(cell.file);
    this.#rename(names);
    const { transformer, names: declared } = rewriteCell(cell.file, {
      checker,
      runtimeName: (name) => this.#renamed.get(name) ?? name,
    });
    const emitted = emit(cell.file, checker, transformer);
    if (remember) for (const [name, symbol] of names) this.#scope.set(name, symbol);
    else this.close(cell);
    return { ok: true, ...emitted, names: [...declared] };
  }

  /** Parses code and shows it the earlier cells; the caller closes it unless it stays. */
  open(code: string, everything = false): ParsedCell {
    const specifiers = importsOf(code);
    if (!this.#environment.knows(specifiers)) this.#environment.rebuild(specifiers);
    const cell = parseCell(`${this.#environment.directory}/__cell_${++this.#serial}__.ts`, code);
    const locals = (cell.file.locals ??= new Map());
    const wanted = everything ? this.#scope.keys() : cell.file.identifiers.keys();
    for (const name of wanted) {
      const symbol = this.#scope.get(name);
      if (symbol && !locals.has(name)) locals.set(name, symbol);
    }
    this.#environment.add(cell.file);
    return cell;
  }

  close(cell: ParsedCell): void {
    this.#environment.remove(cell.file);
  }

  /** The names that cells have defined so far. */
  get names(): ReadonlyMap<string, ts.Symbol> {
    return this.#scope;
  }

  #rename(names: ReadonlyMap<string, ts.Symbol>): void {
    for (const [name, { flags }] of names) {
      if (this.#occupied.has(name) && flags & (compiler.SymbolFlags.Value | compiler.SymbolFlags.Alias)) {
        this.#renamed.set(name, `$cell_${name}`);
      }
    }
  }
}

function importsOf(code: string): string[] {
  if (!/\b(import|export|require)\b/.test(code)) return [];
  return compiler.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** What a cell itself declares: its locals that are not another cell's, with exported ones as they are outside. */
function ownNames(file: BoundSourceFile): Map<string, ts.Symbol> {
  const own = new Map<string, ts.Symbol>();
  for (const [name, symbol] of file.locals ?? []) {
    if (!symbol.declarations?.some((node) => node.getSourceFile() === file)) continue;
    own.set(name, file.symbol.exports?.get(name as ts.__String) ?? symbol);
  }
  return own;
}

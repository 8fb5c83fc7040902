import type { DataFrame } from 'danfojs-node';
import { makeDataFrame } from '../platform/tables.ts';
import { htmlTable, jupyterDisplay, nodeInspect, textTable } from '../tensor/display.ts';

/** One epoch: its number, how many updates had been done at its end, seconds since the start, and the means of all measures. */
export interface EpochRecord {
  readonly epoch: number;
  readonly updates: number;
  readonly seconds: number;
  readonly measures: Readonly<Record<string, number>>;
}

/**
 * What a training went through: the loss of every update, and the measures of every epoch; shown as a table.
 *
 * A training that is stopped half-way has written down everything up to there.
 */
export class History {
  /** The loss of every update, on its own batch. */
  readonly losses: number[] = [];
  readonly epochs: EpochRecord[] = [];

  /** One measure over the epochs: `history.column('validationAccuracy')`. @throws RangeError for a name that was never measured. */
  column(name: string): number[] {
    const names = this.columns;
    if (!names.includes(name)) {
      throw new RangeError(`History.column: name must be one of ${names.join(', ')}; received ${name}`);
    }
    return this.#rows.map((row) => row[names.indexOf(name)]);
  }

  /** The last value of a measure. */
  last(name: string): number {
    const values = this.column(name);
    return values[values.length - 1];
  }

  /** `epoch`, `updates`, `seconds`, `loss`, and whatever was measured. */
  get columns(): string[] {
    const measured = new Set(this.epochs.flatMap(({ measures }) => Object.keys(measures)));
    return ['epoch', 'updates', 'seconds', ...measured];
  }

  /** The epochs as a danfojs DataFrame, one row each. */
  dataFrame(): Promise<DataFrame> {
    return makeDataFrame(Object.fromEntries(this.columns.map((name) => [name, this.column(name)])));
  }

  toString(): string {
    return textTable(this.columns, this.#printed());
  }

  [nodeInspect](): string {
    return this.toString();
  }

  [jupyterDisplay](): { 'text/plain': string; 'text/html': string } {
    return { 'text/plain': this.toString(), 'text/html': htmlTable(this.columns, this.#printed()) };
  }

  get #rows(): number[][] {
    return this.epochs.map(({ epoch, updates, seconds, measures }) =>
      this.columns.map((name) => ({ epoch, updates, seconds, ...measures })[name] ?? NaN),
    );
  }

  #printed(): string[][] {
    return this.#rows.map((row) => row.map((value) => (Number.isInteger(value) ? String(value) : value.toFixed(4))));
  }
}

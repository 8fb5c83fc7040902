import { htmlTable, jupyterDisplay, nodeInspect, textTable } from '../tensor/display.ts';
import { formatShape, type Shape } from '../tensor/shape.ts';

export interface SummaryRow {
  layer: string;
  outputShape: Shape;
  parameters: number;
  /** For one example, forward. */
  multiplyAdds: number;
}

/** What a model is made of; shown as a table. */
export class Summary {
  readonly inputShape: Shape;
  readonly rows: readonly SummaryRow[];

  constructor(inputShape: Shape, rows: readonly SummaryRow[]) {
    this.inputShape = inputShape;
    this.rows = rows;
  }

  get parameters(): number {
    return this.rows.reduce((sum, row) => sum + row.parameters, 0);
  }

  get multiplyAdds(): number {
    return this.rows.reduce((sum, row) => sum + row.multiplyAdds, 0);
  }

  toString(): string {
    return textTable(this.#columns, this.#lines());
  }

  [nodeInspect](): string {
    return this.toString();
  }

  [jupyterDisplay](): { 'text/plain': string; 'text/html': string } {
    return { 'text/plain': this.toString(), 'text/html': htmlTable(this.#columns, this.#lines()) };
  }

  readonly #columns = ['layer', 'output shape', 'parameters', 'multiply-adds'];

  #lines(): string[][] {
    const count = (value: number) => value.toLocaleString('en-US');
    return [
      ['input', formatShape(this.inputShape), '', ''],
      ...this.rows.map((row) => [
        row.layer,
        formatShape(row.outputShape),
        count(row.parameters),
        count(row.multiplyAdds),
      ]),
      ['total', '', count(this.parameters), count(this.multiplyAdds)],
    ];
  }
}

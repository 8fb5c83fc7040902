import type { DataFrame } from 'danfojs-node';

/** Columns of a table: names, and values of equal count. */
export type Columns = Readonly<Record<string, readonly (number | string)[]>>;

/** A danfojs DataFrame. The package takes most of a second to load, so it is loaded at the first table, not with the library. */
export async function makeDataFrame(columns: Columns): Promise<DataFrame> {
  const danfo = await import('danfojs-node');
  return new danfo.DataFrame({ ...columns });
}

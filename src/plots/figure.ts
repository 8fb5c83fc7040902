/** One trace of a Plotly figure: https://plotly.com/javascript/reference/ names the fields. */
export type Trace = Record<string, unknown>;

/** One step of an animation: new values for the traces whose positions `traces` gives. */
export interface Frame {
  readonly name: string;
  readonly data: readonly Trace[];
  readonly traces: readonly number[];
}

/** A Plotly figure. Colours and letters of the background are left to whoever draws it, so that it suits light and dark pages. */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly frames?: readonly Frame[];
}

/** Four decimals: more cannot be seen in a figure, and would be saved with the notebook. */
export function rounded(values: ArrayLike<number>, decimals = 4): number[] {
  const scale = 10 ** decimals;
  return Array.from(values, (value) => Math.round(value * scale) / scale);
}

/** A range for numbers that may be tiny or huge: `significant` digits instead of decimals. */
export function significant(values: ArrayLike<number>, digits = 4): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(digits)));
}

/**
 * A grid of numbers as one string, in Plotly's form for typed arrays: rows of little-endian float32, in base64. A notebook writes every number
 * of a plain array on a line of its own, which makes a level plot five times as large.
 */
export function packed(rows: readonly (readonly number[])[]): Record<'dtype' | 'bdata' | 'shape', string> {
  const columns = rows[0].length;
  const bytes = new DataView(new ArrayBuffer(4 * rows.length * columns));
  rows.flat().forEach((value, index) => bytes.setFloat32(4 * index, value, true));
  const characters = Array.from(new Uint8Array(bytes.buffer), (byte) => String.fromCharCode(byte));
  return { dtype: 'f4', bdata: btoa(characters.join('')), shape: `${rows.length}, ${columns}` };
}

/** The legend above the plot and over the whole width: beside the plot it would take away width, which a phone does not have. */
export const legendAbove = {
  orientation: 'h',
  xref: 'container',
  x: 0,
  xanchor: 'left',
  yref: 'container',
  y: 1,
  yanchor: 'top',
  font: { size: 12 },
} as const;

/** Margins that leave a phone's width to the plot; axes make room for their own letters. */
export const margin = { t: 24, r: 16, b: 48, l: 56 } as const;

import type { Fault } from './mutant.ts';

const fault =
  (base: string) =>
  (part: string, id: string, find: string, replace: string): Fault => ({ id, part, base, find, replace });
const loops = fault('loops');
const padded = fault('without-helper');
const nested = fault('nested');

/** Faults of single lines, beside those that the samples show whole. */
export const poolingFaults: readonly Fault[] = [
  loops('forward', 'minimum', 'value > x.data[best]', 'value < x.data[best]'),
  loops('forward', 'largest-magnitude', 'value > x.data[best]', 'Math.abs(value) > Math.abs(x.data[best])'),
  loops(
    'forward',
    'window-row-missing',
    'for (let u = 0; u < kh; u += 1)',
    'for (let u = 0; u < Math.max(1, kh - 1); u += 1)',
  ),
  loops('forward', 'window-one-too-wide', 'for (let v = 0; v < kw; v += 1)', 'for (let v = 0; v <= kw; v += 1)'),
  loops('forward', 'compares-as-text', 'value > x.data[best]', 'String(value) > String(x.data[best])'),
  loops(
    'stride',
    'stride-of-height-for-both',
    'const [sh, sw] = this.stride;',
    'const [sh] = this.stride;\n    const sw = sh;',
  ),
  loops('stride', 'stride-for-the-window', 'const h = i * sh + u - ph;', 'const h = i + u * sh - ph;'),
  loops('stride', 'output-rounded', 'Math.floor((W + 2', 'Math.round((W + 2'),
  loops(
    'stride',
    'stride-not-for-the-size',
    'const OH = Math.floor((H + 2 * ph - kh) / sh) + 1;',
    'const OH = Math.floor((H + 2 * ph - kh) / kh) + 1;',
  ),
  loops('padding', 'padding-not-used', 'const [ph, pw] = this.padding;', 'const [ph, pw] = [0, 0];'),
  loops(
    'padding',
    'padding-of-width-for-both',
    'const [ph, pw] = this.padding;',
    'const [, pw] = this.padding;\n    const ph = pw;',
  ),
  loops('padding', 'padding-times-stride', 'const w = j * sw + v - pw;', 'const w = (j - pw) * sw + v;'),
  loops('padding', 'padding-once', 'W + 2 * pw - kw', 'W + pw - kw'),
  loops('padding', 'padding-one-column-late', 'if (w < 0 || w >= W) continue;', 'if (w < 1 || w >= W) continue;'),
  loops('batch', 'first-channel-for-all', 'indexAt(x, n, c, h, w)', 'indexAt(x, n, 0, h, w)'),
  loops('batch', 'first-image-for-all', 'indexAt(x, n, c, h, w)', 'indexAt(x, 0, c, h, w)'),
  loops('batch', 'first-image-only', 'for (let n = 0; n < N; n += 1)', 'for (let n = 0; n < 1; n += 1)'),
  loops('dx', 'dx-zero', 'dx.data[places[k]] += dy.data[k];', 'dx.data[places[k]] += 0 * dy.data[k];'),
  loops('dx', 'dx-reversed', '+= dy.data[k];', '+= dy.data[places.length - 1 - k];'),
  loops('dx', 'dx-by-position-in-y', 'dx.data[places[k]] += dy.data[k];', 'dx.data[k] += dy.data[k];'),
  loops(
    'dx',
    'dx-flat',
    'const dx = zeros(this.inShape);',
    'const dx = zeros([this.inShape.reduce((a, b) => a * b)]);',
  ),
  loops('ties', 'last-maximum', 'value > x.data[best]', 'value >= x.data[best]'),
  loops('special', 'nan-ignored-if-first', ' || (Number.isNaN(value) && !Number.isNaN(x.data[best]))', ''),
  loops('special', 'nan-becomes-zero', 'const value = x.data[at];', 'const value = x.data[at] || 0;'),
  loops(
    'special',
    'infinity-clamped',
    'y.data[places.length] = x.data[best];',
    'y.data[places.length] = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, x.data[best]));',
  ),
  loops(
    'errors',
    'one-image-accepted',
    'if (x.shape.length !== 4)',
    'if (x.shape.length === 3) return x;\n    if (x.shape.length !== 4)',
  ),
  loops(
    'errors',
    'stride-repaired',
    'options.stride ?? size;',
    '(options.stride ?? size).map((s) => Math.max(1, Math.floor(s)));',
  ),
  loops('errors', 'negative-padding-allowed', 'p >= 0)', 'p >= -9)'),
  loops('errors', 'padding-as-large-as-window', 'if (ph >= kh || pw >= kw)', 'if (ph > kh || pw > kw)'),
  loops('errors', 'dy-not-checked', 'if (dy.shape.join() !== this.outShape.join())', 'if (dy.shape.length !== 4)'),
  loops(
    'errors',
    'backward-at-any-time',
    "if (!places) throw new Error('call forward before backward');",
    'if (!places) return dy;',
  ),
  loops(
    'errors',
    'error-returned',
    "throw new RangeError('the window is larger than the padded x')",
    "return new RangeError('the window is larger than the padded x') as unknown as NdArray",
  ),
  loops(
    'state',
    'places-used-up',
    'const dx = zeros(this.inShape);',
    'this.places = undefined;\n    const dx = zeros(this.inShape);',
  ),
  loops('state', 'first-places', 'this.places = places;', 'this.places ??= places;'),
  loops(
    'state',
    'shape-kept',
    'this.inShape = [...x.shape];',
    'this.inShape = x.shape as number[];\n    (x.shape as number[]).push();\n    x.data[0] += 0.5;',
  ),
  padded(
    'dx',
    'dx-shifted',
    'padded[(p * height + h + ph) * width + w + pw];',
    'padded[(p * height + h) * width + w];',
  ),
  padded(
    'ties',
    'searched-by-columns',
    '  for (let u = 0; u < kh; u++)\n    for (let v = 0; v < kw; v++) {',
    '  for (let v = 0; v < kw; v++)\n    for (let u = 0; u < kh; u++) {',
  ),
  padded('special', 'padding-gets-the-gradient', '      if (!real[at]) continue;\n', ''),
  padded('stride', 'start-ignores-stride', 'i * this.#stride[0])', 'i)'),
  nested('special', 'nan-overtaken', 'Number.isNaN(one.value) || ', ''),
  nested(
    'state',
    'latest-merged',
    'this.latest = { found, shape: [...x.shape] };',
    'this.latest = { found: this.latest?.found ?? found, shape: [...x.shape] };',
  ),
];

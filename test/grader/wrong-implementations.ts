/** One fault: what to replace in the right solution, and the parts that must lose points. */
export interface Fault {
  readonly name: string;
  readonly replace: readonly (readonly [from: string, to: string])[];
  readonly parts: readonly string[];
}

const fault = (name: string, parts: readonly string[], ...replace: Fault['replace']): Fault => ({
  name,
  parts,
  replace,
});

/** Where a text stands in forward and in backward, the one in forward is replaced: it comes first. */
export const convolutionFaults: readonly Fault[] = [
  // The sum.
  fault('subtracts', ['forward', 'channels'], ['sum += x', 'sum -= x']),
  fault('keeps the last product only', ['forward'], ['sum += x', 'sum = x']),
  fault('forgets the bias', ['forward'], ['let sum = this.bias.data[f]', 'let sum = 0']),
  fault('takes the first bias', ['forward'], ['this.bias.data[f]', 'this.bias.data[0]']),
  fault(
    'adds the bias twice',
    ['forward'],
    ['y.data[indexAt(y, n, f, i, j)] = sum', 'y.data[indexAt(y, n, f, i, j)] = sum + this.bias.data[f]'],
  ),
  fault(
    'flips the kernel up and down',
    ['forward'],
    ['indexAt(this.weight, f, c, u, v)', 'indexAt(this.weight, f, c, KH - 1 - u, v)'],
  ),
  fault(
    'flips the kernel left and right',
    ['forward'],
    ['indexAt(this.weight, f, c, u, v)', 'indexAt(this.weight, f, c, u, KW - 1 - v)'],
  ),
  fault(
    'flips the kernel in both axes',
    ['forward'],
    ['indexAt(this.weight, f, c, u, v)', 'indexAt(this.weight, f, c, KH - 1 - u, KW - 1 - v)'],
  ),
  fault('misses the last row of the kernel', ['forward'], ['u < KH', 'u < KH - 1']),
  fault('misses the last column of the kernel', ['forward'], ['v < KW', 'v < KW - 1']),
  fault('starts at the second row of the kernel', ['forward'], ['let u = 0', 'let u = 1']),
  fault('takes the first channel only', ['channels'], ['c < C', 'c < 1']),
  fault('misses the last channel', ['channels'], ['c < C;', 'c < Math.max(1, C - 1);']),
  fault('reads the first image only', ['batch'], ['indexAt(x, n, c, h, w)] * this', 'indexAt(x, 0, c, h, w)] * this']),
  fault('fills the first image only', ['batch'], ['n < N', 'n < 1']),
  fault('misses the last image', ['batch'], ['n < N', 'n < Math.max(1, N - 1)']),
  fault('fills the first filter only', ['channels'], ['f < F', 'f < 1']),
  fault('misses the last row of the output', ['forward'], ['i < OH', 'i < Math.max(1, OH - 1)']),
  fault('misses the last column of the output', ['forward'], ['j < OW', 'j < Math.max(1, OW - 1)']),
  fault(
    'rounds',
    ['forward', 'precision'],
    ['y.data[indexAt(y, n, f, i, j)] = sum', 'y.data[indexAt(y, n, f, i, j)] = Number(sum.toFixed(6))'],
  ),
  fault(
    'keeps float32',
    ['precision'],
    ['y.data[indexAt(y, n, f, i, j)] = sum', 'y.data[indexAt(y, n, f, i, j)] = Math.fround(sum)'],
  ),
  fault(
    'cuts negative outputs off',
    ['forward', 'precision'],
    ['y.data[indexAt(y, n, f, i, j)] = sum', 'y.data[indexAt(y, n, f, i, j)] = Math.max(0, sum)'],
  ),
  fault(
    'clips large numbers',
    ['precision'],
    ['y.data[indexAt(y, n, f, i, j)] = sum', 'y.data[indexAt(y, n, f, i, j)] = Math.max(-1e5, sum)'],
  ),
  fault(
    'works in integers',
    ['forward'],
    ['y.data[indexAt(y, n, f, i, j)] = sum', 'y.data[indexAt(y, n, f, i, j)] = Math.trunc(sum)'],
  ),
  // Stride and padding.
  fault('ignores the stride of rows', ['stride'], ['const h = i * sh + u - ph', 'const h = i + u - ph']),
  fault('ignores the stride of columns', ['stride'], ['const w = j * sw + v - pw', 'const w = j + v - pw']),
  fault(
    'exchanges the strides',
    ['stride'],
    ['const [sh, sw] = options.stride ?? [1, 1]', 'const [sw, sh] = options.stride ?? [1, 1]'],
  ),
  fault('uses one stride for both axes', ['stride'], ['this.stride = [sh, sw]', 'this.stride = [sh, sh]']),
  fault('uses the other stride for both axes', ['stride'], ['this.stride = [sh, sw]', 'this.stride = [sw, sw]']),
  fault('ignores the stride', ['stride'], ['this.stride = [sh, sw]', 'this.stride = [1, 1]']),
  fault('has a stride of 2 unless told', ['forward'], ['options.stride ?? [1, 1]', 'options.stride ?? [2, 2]']),
  fault(
    'exchanges the paddings',
    ['padding'],
    ['const [ph, pw] = options.padding ?? [0, 0]', 'const [pw, ph] = options.padding ?? [0, 0]'],
  ),
  fault('uses one padding for both axes', ['padding'], ['this.padding = [ph, pw]', 'this.padding = [ph, ph]']),
  fault('uses the other padding for both axes', ['padding'], ['this.padding = [ph, pw]', 'this.padding = [pw, pw]']),
  fault('ignores the padding', ['padding'], ['this.padding = [ph, pw]', 'this.padding = [0, 0]']),
  fault('has a padding of 1 unless told', ['forward'], ['options.padding ?? [0, 0]', 'options.padding ?? [1, 1]']),
  fault('pads at the end only, rows', ['padding'], ['const h = i * sh + u - ph', 'const h = i * sh + u']),
  fault('pads at the end only, columns', ['padding'], ['const w = j * sw + v - pw', 'const w = j * sw + v']),
  fault(
    'repeats the edge instead of zeros',
    ['padding'],
    [
      'if (w < 0 || w >= W) continue;\n                  sum',
      'if (w < 0 || w >= W) { sum += x.data[indexAt(x, n, c, h, w < 0 ? 0 : W - 1)] * this.weight.data[indexAt(this.weight, f, c, u, v)]; continue; }\n                  sum',
    ],
  ),
  fault(
    'pads with ones',
    ['padding'],
    [
      'if (h < 0 || h >= H) continue;',
      'if (h < 0 || h >= H) { for (let v = 0; v < KW; v += 1) sum += this.weight.data[indexAt(this.weight, f, c, u, v)]; continue; }',
    ],
  ),
  fault(
    'counts the padding once in the height',
    ['padding'],
    ['Math.floor((H + 2 * ph - KH) / sh) + 1', 'Math.floor((H + ph - KH) / sh) + 1'],
  ),
  fault(
    'counts the padding once in the width',
    ['padding'],
    ['Math.floor((W + 2 * pw - KW) / sw) + 1', 'Math.floor((W + pw - KW) / sw) + 1'],
  ),
  fault('rounds the height up', ['stride'], ['Math.floor((H', 'Math.ceil((H']),
  fault('rounds the width up', ['stride'], ['Math.floor((W', 'Math.ceil((W']),
  fault('rounds the height to the nearest', ['stride'], ['Math.floor((H', 'Math.round((H']),
  fault('has one row too few', ['forward'], ['(H + 2 * ph - KH) / sh) + 1', '(H + 2 * ph - KH) / sh)']),
  fault('has one column too few', ['forward'], ['(W + 2 * pw - KW) / sw) + 1', '(W + 2 * pw - KW) / sw)']),
  fault(
    'divides before it subtracts',
    ['stride'],
    ['Math.floor((H + 2 * ph - KH) / sh) + 1', 'Math.floor((H + 2 * ph) / sh) - KH + 1'],
  ),
  fault(
    'takes the height for the width',
    ['forward'],
    ['const [N, channels, H, W] = x.shape;', 'const [N, channels, H] = x.shape; const W = H;'],
  ),
  fault(
    'takes the kernel for square',
    ['forward'],
    ['const [F, C, KH, KW] = this.weight.shape;', 'const [F, C, KH] = this.weight.shape; const KW = KH;'],
  ),
  fault(
    'has the last two axes exchanged',
    ['forward'],
    ['this.outShape = [N, F, OH, OW]', 'this.outShape = [N, F, OW, OH]'],
  ),
  fault(
    'has batch and filters exchanged',
    ['batch'],
    ['this.outShape = [N, F, OH, OW]', 'this.outShape = [F, N, OH, OW]'],
  ),
  fault('returns a flat shape', ['forward'], ['return y;', 'return { shape: [y.data.length], data: y.data };']),
  fault('returns nested lists', ['forward'], ['return y;', 'return toNested(y) as never;']),
  fault('returns data without a shape', ['forward'], ['return y;', 'return y.data as never;']),
  fault(
    'returns a Float32Array',
    ['forward'],
    ['return y;', 'return { shape: y.shape, data: new Float32Array(y.data) as never };'],
  ),
  fault(
    'returns a list of numbers',
    ['forward'],
    ['return y;', 'return { shape: y.shape, data: [...y.data] as never };'],
  ),
  fault(
    'is asynchronous',
    ['forward'],
    ['forward(x: NdArray): NdArray {', 'async forward(x: NdArray): Promise<NdArray> {'],
  ),
  // dx.
  fault('overwrites dx', ['dx'], ['dx.data[at] += g', 'dx.data[at] = g']),
  fault('subtracts in dx', ['dx'], ['dx.data[at] += g', 'dx.data[at] -= g']),
  fault('forgets the weight in dx', ['dx'], ['dx.data[at] += g * this.weight.data[k]', 'dx.data[at] += g']),
  fault('forgets dy in dx', ['dx'], ['dx.data[at] += g * this.weight.data[k]', 'dx.data[at] += this.weight.data[k]']),
  fault(
    'flips the kernel in dx',
    ['dx'],
    ['g * this.weight.data[k]', 'g * this.weight.data[indexAt(this.weight, f, c, KH - 1 - u, KW - 1 - v)]'],
  ),
  fault('gives dx of zeros', ['dx'], ['return dx;', 'return zeros(x.shape);']),
  fault(
    'gives dx the shape of dy',
    ['dx'],
    ['return dx;', 'return { shape: dy.shape, data: dx.data.slice(0, dy.data.length) };'],
  ),
  fault('gives the latest dWeight for dx', ['dx'], ['return dx;', 'return dWeight;']),
  fault('gives nothing for dx', ['dx'], ['return dx;', 'return undefined as never;']),
  fault(
    'averages dx over the batch',
    ['dx'],
    ['return dx;', 'dx.data.forEach((value, at) => { dx.data[at] = value / N; }); return dx;'],
  ),
  fault(
    'keeps dx in float32',
    ['dx'],
    ['return dx;', 'return { shape: dx.shape, data: Float64Array.from(dx.data, Math.fround) };'],
  ),
  fault(
    'uses the first filter in dx',
    ['dx'],
    ['const k = indexAt(this.weight, f, c, u, v)', 'const k = indexAt(this.weight, 0, c, u, v)'],
  ),
  // dWeight and dBias.
  fault('overwrites dWeight', ['dWeight'], ['dWeight.data[k] += g', 'dWeight.data[k] = g']),
  fault('subtracts in dWeight', ['dWeight'], ['dWeight.data[k] += g', 'dWeight.data[k] -= g']),
  fault('forgets x in dWeight', ['dWeight'], ['dWeight.data[k] += g * x.data[at]', 'dWeight.data[k] += g']),
  fault('forgets dy in dWeight', ['dWeight'], ['dWeight.data[k] += g * x.data[at]', 'dWeight.data[k] += x.data[at]']),
  fault(
    'averages dWeight over the batch',
    ['dWeight'],
    ['dWeight.data[k] += g * x.data[at]', 'dWeight.data[k] += (g * x.data[at]) / N'],
  ),
  fault(
    'averages dWeight over positions',
    ['dWeight'],
    ['dWeight.data[k] += g * x.data[at]', 'dWeight.data[k] += (g * x.data[at]) / (OH * OW)'],
  ),
  fault(
    'takes dWeight of the last image',
    ['dWeight'],
    ['dWeight.data[k] += g * x.data[at]', 'dWeight.data[k] += n === N - 1 ? g * x.data[at] : 0'],
  ),
  fault('leaves dWeight as it was', ['dWeight'], ['this.dWeight = dWeight;', '']),
  fault(
    'adds to the earlier dWeight',
    ['state'],
    [
      'this.dWeight = dWeight;',
      'const before = this.dWeight; this.dWeight = { shape: dWeight.shape, data: dWeight.data.map((value, at) => value + before.data[at]) };',
    ],
  ),
  fault(
    'gives dWeight flat',
    ['dWeight'],
    ['this.dWeight = dWeight;', 'this.dWeight = { shape: [dWeight.data.length], data: dWeight.data };'],
  ),
  fault('overwrites dBias', ['dBias'], ['dBias.data[f] += g', 'dBias.data[f] = g']),
  fault('averages dBias over the batch', ['dBias'], ['dBias.data[f] += g', 'dBias.data[f] += g / N']),
  fault('sums dBias into one number', ['dBias'], ['dBias.data[f] += g', 'dBias.data[0] += g']),
  fault('takes dBias of the first image', ['dBias'], ['dBias.data[f] += g', 'dBias.data[f] += n === 0 ? g : 0']),
  fault('takes dBias of the first row', ['dBias'], ['dBias.data[f] += g', 'dBias.data[f] += i === 0 ? g : 0']),
  fault('counts the kernel in dBias', ['dBias'], ['dBias.data[f] += g', 'dBias.data[f] += g * KH']),
  fault('leaves dBias as it was', ['dBias'], ['this.dBias = dBias;', '']),
  fault(
    'adds to the earlier dBias',
    ['state'],
    [
      'this.dBias = dBias;',
      'const old = this.dBias; this.dBias = { shape: dBias.shape, data: dBias.data.map((value, at) => value + old.data[at]) };',
    ],
  ),
  fault(
    'gives dBias as a column',
    ['dBias'],
    ['this.dBias = dBias;', 'this.dBias = { shape: [F, 1], data: dBias.data };'],
  ),
  // Errors.
  fault(
    'takes a single image without its batch axis',
    ['errors'],
    [
      'if (x.shape.length !== 4) throw',
      'if (x.shape.length === 3) x = { shape: [1, ...x.shape], data: x.data }; else if (x.shape.length !== 4) throw',
    ],
  ),
  fault('takes any number of channels', ['errors'], ['if (channels !== C) throw', 'if (channels === 0) throw']),
  fault(
    'takes fewer channels',
    ['errors'],
    ['if (channels !== C) throw', 'if (channels > C) throw'],
    ['c < C;', 'c < channels;'],
  ),
  fault('takes more channels', ['errors'], ['if (channels !== C) throw', 'if (channels < C) throw']),
  fault('takes a kernel that is too high', ['errors'], ['if (KH > H + 2 * ph || KW', 'if (KW']),
  fault('takes a kernel that is too wide', ['errors'], ['KH > H + 2 * ph || KW > W + 2 * pw', 'KH > H + 2 * ph']),
  fault(
    'takes a stride of 0 for 1',
    ['errors'],
    ['options.stride ?? [1, 1]', '(options.stride ?? [1, 1]).map((s) => s || 1)'],
  ),
  fault(
    'takes a broken stride',
    ['errors'],
    ['Number.isInteger(s) && s > 0', 's > 0'],
    ['const h = i * sh + u - ph', 'const h = Math.floor(i * sh) + u - ph'],
  ),
  fault(
    'takes the size of a negative stride',
    ['errors'],
    ['options.stride ?? [1, 1]', '(options.stride ?? [1, 1]).map(Math.abs)'],
  ),
  fault('takes a negative padding', ['errors'], ['Number.isInteger(p) && p >= 0', 'Number.isInteger(p)']),
  fault('looks at the first padding only', ['errors'], ['if (![ph, pw].every((p)', 'if (![ph].every((p)']),
  fault('takes any dy', ['errors'], ['if (dy.shape.join() !== this.outShape.join())', 'if (dy.shape.length !== 4)']),
  fault(
    'compares the size of dy only',
    ['errors'],
    ['if (dy.shape.join() !== this.outShape.join())', 'if (sizeOf(dy.shape) !== sizeOf(this.outShape))'],
  ),
  fault(
    'goes back without a forward',
    ['errors'],
    ["if (!x) throw new Error('call forward before backward');", 'if (!x) return zeros([1, 1, 1, 1]);'],
  ),
  fault(
    'throws errors of another kind',
    ['errors'],
    ['throw new RangeError(`x must have ${C} channels', 'throw new TypeError(`x must have ${C} channels'],
  ),
  fault(
    'throws text',
    ['errors'],
    [
      "throw new RangeError('the kernel is larger than the padded x')",
      "throw 'the kernel is larger than the padded x'",
    ],
  ),
  // State.
  fault('keeps x itself', ['state'], ['this.x = copyOf(x)', 'this.x = x']),
  fault('keeps the weight itself', ['state'], ['this.weight = copyOf(weight)', 'this.weight = weight']),
  fault('keeps the bias itself', ['state'], ['this.bias = copyOf(bias)', 'this.bias = bias']),
  fault('keeps the first x', ['state'], ['this.x = copyOf(x)', 'this.x ??= copyOf(x)']),
  fault('forgets x after backward', ['state'], ['return dx;', 'this.x = undefined; return dx;']),
  fault(
    'shares x among layers',
    ['state'],
    [
      'private x: NdArray | undefined',
      'private static shared: NdArray | undefined; private get x() { return Convolution.shared; } private set x(x) { Convolution.shared = x; }',
    ],
  ),
  fault(
    'writes into dy',
    ['state'],
    [
      'const [N, C, H, W] = x.shape;',
      'const [N, C, H, W] = x.shape; const scale = [...dy.data]; dy.data.fill(0); dy = { shape: dy.shape, data: Float64Array.from(scale) };',
    ],
  ),
  fault('writes into x', ['state'], ['return y;', 'x.data.reverse(); return y;']),
  fault(
    'writes into the weight',
    ['state'],
    ['this.weight = copyOf(weight);', 'this.weight = copyOf(weight); weight.data.reverse();'],
  ),
];

/** Two faults at once: one must not hide the other. */
export const doubleFaults: readonly Fault[] = [
  ['flips the kernel in both axes', 'flips the kernel in dx'],
  ['exchanges the strides', 'exchanges the paddings'],
  ['subtracts', 'subtracts in dx'],
  ['averages dWeight over the batch', 'averages dBias over the batch'],
  ['overwrites dx', 'overwrites dWeight'],
  ['keeps x itself', 'keeps the weight itself'],
  ['rounds the height up', 'rounds the width up'],
  ['pads at the end only, rows', 'pads at the end only, columns'],
  ['takes a stride of 0 for 1', 'takes a negative padding'],
  ['has one row too few', 'has one column too few'],
].map((names) => {
  const both = names.map((name) => convolutionFaults.find((each) => each.name === name) as Fault);
  return {
    name: names.join(' and '),
    replace: both.flatMap(({ replace }) => replace),
    parts: [...new Set(both.flatMap(({ parts }) => parts))],
  };
});

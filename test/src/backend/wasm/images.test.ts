import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Conv2dGeometry, Pool2dGeometry } from '../../../../src/backend/backend.ts';
import { assertClose, both, builds, numbers, oracle, spoiled } from './support.ts';

const axis = fc.record({
  size: fc.integer({ min: 1, max: 13 }),
  kernel: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 3 }),
  pad: fc.integer({ min: 0, max: 3 }),
  dilation: fc.integer({ min: 1, max: 2 }),
});

function outSize({
  size,
  kernel,
  stride,
  pad,
  dilation,
}: Record<'size' | 'kernel' | 'stride' | 'pad' | 'dilation', number>) {
  return Math.floor((size + 2 * pad - dilation * (kernel - 1) - 1) / stride) + 1;
}

const convolutions = fc
  .record({
    batch: fc.integer({ min: 1, max: 4 }),
    groups: fc.integer({ min: 1, max: 3 }),
    channels: fc.integer({ min: 1, max: 5 }),
    filters: fc.integer({ min: 1, max: 9 }),
    rows: axis,
    columns: axis,
  })
  .filter(({ rows, columns }) => outSize(rows) > 0 && outSize(columns) > 0)
  .map(({ batch, groups, channels, filters, rows, columns }): Conv2dGeometry => ({
    ...{ batch, groups, inChannels: groups * channels, outChannels: groups * filters },
    ...{ height: rows.size, kernelHeight: rows.kernel, strideHeight: rows.stride, padHeight: rows.pad },
    ...{ width: columns.size, kernelWidth: columns.kernel, strideWidth: columns.stride, padWidth: columns.pad },
    ...{ dilationHeight: rows.dilation, dilationWidth: columns.dilation },
    ...{ outHeight: outSize(rows), outWidth: outSize(columns) },
  }));

/** A square convolution without dilation or groups. */
function square(
  batch: number,
  inChannels: number,
  size: number,
  outChannels: number,
  kernel: number,
  pad: number,
): Conv2dGeometry {
  const out = size + 2 * pad - kernel + 1;
  return {
    ...{ batch, inChannels, outChannels, height: size, width: size, outHeight: out, outWidth: out },
    ...{ kernelHeight: kernel, kernelWidth: kernel, padHeight: pad, padWidth: pad },
    ...{ strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1, groups: 1 },
  };
}

for (const { name, get } of builds) {
  describe(`wasm images (${name})`, () => {
    function checkConvolution(g: Conv2dGeometry, seed: number): void {
      const backend = get();
      const outputs = g.batch * g.outChannels * g.outHeight * g.outWidth;
      const patch = (g.inChannels / g.groups) * g.kernelHeight * g.kernelWidth;
      const x = both(backend, numbers(seed, g.batch * g.inChannels * g.height * g.width));
      const weight = both(backend, numbers(seed + 1, g.outChannels * patch));
      const bias = both(backend, numbers(seed + 2, g.outChannels));
      const dy = both(backend, numbers(seed + 3, outputs));
      const y = spoiled(backend, outputs);
      backend.conv2dForward(g, x.fast, weight.fast, bias.fast, y.fast);
      oracle.conv2dForward(g, x.exact, weight.exact, bias.exact, y.exact);
      assertClose(y.fast, y.exact, patch);
      backend.conv2dForward(g, x.fast, weight.fast, null, y.fast);
      oracle.conv2dForward(g, x.exact, weight.exact, null, y.exact);
      assertClose(y.fast, y.exact, patch);
      const dx = spoiled(backend, x.fast.length);
      backend.conv2dBackwardInput(g, dy.fast, weight.fast, dx.fast);
      oracle.conv2dBackwardInput(g, dy.exact, weight.exact, dx.exact);
      assertClose(dx.fast, dx.exact, (g.outChannels / g.groups) * g.kernelHeight * g.kernelWidth);
      const dWeight = spoiled(backend, weight.fast.length);
      const dBias = spoiled(backend, g.outChannels);
      backend.conv2dBackwardWeight(g, x.fast, dy.fast, dWeight.fast, dBias.fast);
      oracle.conv2dBackwardWeight(g, x.exact, dy.exact, dWeight.exact, dBias.exact);
      const summed = g.batch * g.outHeight * g.outWidth;
      assertClose(dWeight.fast, dWeight.exact, summed);
      assertClose(dBias.fast, dBias.exact, summed);
    }

    it('convolves and goes back with any size, stride, padding, dilation and groups', () => {
      fc.assert(fc.property(convolutions, fc.nat(1e6), checkConvolution), { numRuns: 250 });
    });

    it('convolves what needs several blocks, parts and threads', () => {
      checkConvolution(square(5, 20, 14, 35, 3, 1), 1);
      checkConvolution(square(9, 1, 28, 30, 5, 0), 2);
      checkConvolution(square(3, 64, 2, 130, 3, 1), 3);
      checkConvolution(square(40, 3, 9, 5, 1, 0), 4);
    });

    it('pools like the oracle, ties, NaN and padding included', () => {
      const backend = get();
      const pair = fc.integer({ min: 2, max: 23 }).map((size) => ({ size, kernel: 2, stride: 2, pad: 0, dilation: 1 }));
      const axes = fc.oneof(fc.record({ rows: axis, columns: axis }), fc.record({ rows: pair, columns: pair }));
      const geometry = fc
        .record({ batch: fc.integer({ min: 1, max: 3 }), channels: fc.integer({ min: 1, max: 3 }), axes })
        .map(({ batch, channels, axes: { rows, columns } }) => {
          const [r, c] = [rows, columns].map((a) => ({ ...a, dilation: 1, pad: Math.min(a.pad, a.kernel - 1) }));
          return { batch, channels, r, c };
        })
        .filter(({ r, c }) => outSize(r) > 0 && outSize(c) > 0)
        .map(({ batch, channels, r, c }): Pool2dGeometry => ({
          ...{ batch, channels, height: r.size, width: c.size, outHeight: outSize(r), outWidth: outSize(c) },
          ...{ kernelHeight: r.kernel, kernelWidth: c.kernel, strideHeight: r.stride, strideWidth: c.stride },
          ...{ padHeight: r.pad, padWidth: c.pad },
        }));
      const property = fc.property(geometry, fc.nat(1e6), fc.boolean(), (g, seed, withNaN) => {
        const inputs = g.batch * g.channels * g.height * g.width;
        const outputs = g.batch * g.channels * g.outHeight * g.outWidth;
        const coarse = numbers(seed, inputs).map((value) => (withNaN && value > 0.9 ? NaN : Math.round(value * 3) - 2));
        const x = both(backend, coarse);
        const y = spoiled(backend, outputs);
        const positions = backend.allocateIndices(outputs);
        const expected = oracle.allocateIndices(outputs);
        backend.maxPool2dForward(g, x.fast, y.fast, positions);
        oracle.maxPool2dForward(g, x.exact, y.exact, expected);
        assert.deepEqual([...y.fast], [...y.exact]);
        assert.deepEqual([...positions], [...expected]);
        const dy = both(backend, numbers(seed + 1, outputs));
        const dx = spoiled(backend, inputs);
        backend.maxPool2dBackward(g, dy.fast, positions, dx.fast);
        oracle.maxPool2dBackward(g, dy.exact, expected, dx.exact);
        assertClose(dx.fast, dx.exact, 4);
        const smooth = both(backend, numbers(seed + 2, inputs));
        backend.avgPool2dForward(g, smooth.fast, y.fast);
        oracle.avgPool2dForward(g, smooth.exact, y.exact);
        assertClose(y.fast, y.exact);
        backend.avgPool2dBackward(g, dy.fast, dx.fast);
        oracle.avgPool2dBackward(g, dy.exact, dx.exact);
        assertClose(dx.fast, dx.exact, 16);
      });
      fc.assert(property, { numRuns: 200 });
    });

    it('normalizes batches and goes back', () => {
      const backend = get();
      const geometry = fc.record({
        batch: fc.integer({ min: 2, max: 20 }),
        channels: fc.integer({ min: 1, max: 9 }),
        inner: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 }), fc.constant(1025)),
        epsilon: fc.constantFrom(1e-5, 1e-3),
      });
      const property = fc.property(geometry, fc.constantFrom(0, 30), fc.nat(1e6), (g, offset, seed) => {
        const length = g.batch * g.channels * g.inner;
        // Far from zero, E[x²] − E[x]² would lose everything.
        const x = both(backend, numbers(seed, length, offset - 1, offset + 1));
        const dy = both(backend, numbers(seed + 1, length));
        const vector = (position: number) => both(backend, numbers(seed + position, g.channels, 0.5, 1.5));
        const [gamma, beta] = [vector(2), vector(3)];
        const statistic = () => spoiled(backend, g.channels);
        const [mean, variance, dGamma, dBeta] = [statistic(), statistic(), statistic(), statistic()];
        const y = spoiled(backend, length);
        backend.batchNormForward(g, x.fast, gamma.fast, beta.fast, mean.fast, variance.fast, y.fast);
        oracle.batchNormForward(g, x.exact, gamma.exact, beta.exact, mean.exact, variance.exact, y.exact);
        assertClose(mean.fast, mean.exact, 1, 2);
        assertClose(variance.fast, variance.exact, 2);
        // A mean near 30 is known to 2⁻²⁰, and dividing by a deviation of two numbers that happen to be close enlarges that.
        const gain = 1 / Math.sqrt(Math.min(...variance.exact) + g.epsilon);
        assertClose(y.fast, y.exact, 4, (1 + offset) * Math.max(1, gain));
        const dx = spoiled(backend, length);
        for (const key of ['mean', 'variance'] as const)
          ({ mean, variance })[key].exact.set({ mean, variance }[key].fast);
        backend.batchNormBackward(
          g,
          x.fast,
          gamma.fast,
          mean.fast,
          variance.fast,
          dy.fast,
          dx.fast,
          dGamma.fast,
          dBeta.fast,
        );
        oracle.batchNormBackward(
          g,
          x.exact,
          gamma.exact,
          mean.exact,
          variance.exact,
          dy.exact,
          dx.exact,
          dGamma.exact,
          dBeta.exact,
        );
        const count = g.batch * g.inner;
        assertClose(dBeta.fast, dBeta.exact, count);
        assertClose(dGamma.fast, dGamma.exact, count, Math.max(1, gain));
        assertClose(dx.fast, dx.exact, 8, Math.max(1, gain) ** 2);
      });
      fc.assert(property, { numRuns: 150 });
    });
  });
}

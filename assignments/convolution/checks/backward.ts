import { matrix } from '../../checking/matrix.ts';
import type { CheckTools } from '../../checking/specification.ts';
import { fromNested, type Nested } from '../../ndarray.ts';
import type { ConvolutionClass, ConvolutionOptions } from './types.ts';

interface Setting {
  readonly weight: Nested;
  readonly bias: Nested;
  readonly x: Nested;
  readonly dy: Nested;
  readonly options?: ConvolutionOptions;
}

export function backwardChecks({ Subject: Convolution, group, check, same }: CheckTools<ConvolutionClass>): void {
  const run = ({ weight, bias, x, dy, options }: Setting) => {
    const layer = new Convolution(fromNested(weight), fromNested(bias), options);
    layer.forward(fromNested(x));
    const dx = layer.backward(fromNested(dy));
    return { dx, dWeight: layer.dWeight, dBias: layer.dBias };
  };
  const kernel = [[matrix('1 2; 3 5')]];

  group('parameterGradients', () => {
    check('dBias', () => {
      const dy = [
        [[[1, 2]], [[3, 4]]],
        [[[10, 20]], [[30, 40]]],
      ];
      const { dBias } = run({ weight: [[[[1]]], [[[2]]]], bias: [0, 0], x: [[[[1, 2]]], [[[3, 4]]]], dy });
      // 1 + 2 + 10 + 20 and 3 + 4 + 30 + 40
      same('dBias', dBias, [33, 77], {
        usually: 'dBias',
        suspects: {
          batchAveraged: [16.5, 38.5],
          lastImageOnly: [30, 70],
          firstImageOnly: [3, 7],
          firstColumnOnly: [11, 33],
        },
      });
    });

    check('dWeight', () => {
      const { dWeight } = run({
        weight: kernel,
        bias: [0],
        x: [[matrix('1 2 3; 4 5 6')]],
        dy: [[[[1, 10]]]],
      });
      // 1 · [1 2; 4 5] + 10 · [2 3; 5 6]
      same('dWeight', dWeight, [[matrix('21 32; 54 65')]], {
        usually: 'dWeight',
        suspects: {
          flippedKernel: [[matrix('65 54; 32 21')]],
          lastPositionOnly: [[matrix('20 30; 50 60')]],
        },
      });
    });

    check('dWeightBatch', () => {
      const x = [[[[1, 2]]], [[[3, 4]]]];
      const { dWeight } = run({ weight: [[[[1]]]], bias: [0], x, dy: [[[[1, 1]]], [[[10, 10]]]] });
      // 1 + 2 from the first image, 30 + 40 from the second
      same('dWeight', dWeight, [[[[73]]]], {
        usually: 'batch',
        suspects: { lastImageOnly: [[[[70]]]], firstImageOnly: [[[[3]]]], batchAveraged: [[[[36.5]]]] },
      });
    });
  });

  group('inputGradient', () => {
    check('dxOverlap', () => {
      const { dx } = run({
        weight: kernel,
        bias: [0],
        x: [[matrix('1 2 3; 4 5 6')]],
        dy: [[[[1, 10]]]],
      });
      same('dx', dx, [[matrix('1 12 20; 3 35 50')]], {
        usually: 'dxOverlap',
        suspects: {
          overwritten: [[matrix('1 10 20; 3 30 50')]],
          flippedKernel: [[matrix('5 53 30; 2 21 10')]],
          sliceByZero: [[[]]],
        },
      });
    });

    check('dxLeftover', () => {
      const zeros = [0, 0, 0, 0];
      const { dx } = run({
        weight: [[[[1, 2]]]],
        bias: [0],
        x: [[[zeros, zeros, zeros, zeros]]],
        dy: [[matrix('1; 10')]],
        options: { stride: [2, 3] },
      });
      same('dx', dx, [[[[1, 2, 0, 0], zeros, [10, 20, 0, 0], zeros]]], {
        usually: 'dxLeftover',
        suspects: {
          leftoverLost: [[matrix('1 2; 0 0; 10 20')]],
          strideForgotten: [[[[1, 2, 0, 0], [10, 20, 0, 0], zeros, zeros]]],
        },
      });
    });

    check('dxPadding', () => {
      const { dx } = run({
        weight: kernel,
        bias: [0],
        x: [[matrix('1 2; 3 4')]],
        dy: [[matrix('1; 10; 100')]],
        options: { padding: [1, 0] },
      });
      same('dx', dx, [[matrix('13 25; 130 250')]], {
        usually: 'dxPadding',
        suspects: {
          overwritten: [[matrix('10 20; 100 200')]],
          sliceByZero: [[[[], []]]],
          paddingKept: [[matrix('1 2; 13 25; 130 250; 300 500')]],
        },
      });
    });

    check('dxChannels', () => {
      const weight = [
        [[[1]], [[0]]],
        [[[0]], [[1]]],
        [[[1]], [[-1]]],
      ];
      const { dx } = run({ weight, bias: [0, 0, 0], x: [[[[5]], [[6]]]], dy: [[[[1]], [[10]], [[100]]]] });
      // 1·1 + 10·0 + 100·1 and 1·0 + 10·1 − 100·1
      same('dx', dx, [[[[101]], [[-90]]]], {
        usually: 'dxChannels',
        suspects: {
          overwritten: [[[[100]], [[-100]]]],
          weightTransposed: [[[[1]], [[-89]]]],
          firstChannelOnly: [[[[101]], [[0]]]],
        },
      });
    });
  });
}

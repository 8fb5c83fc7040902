import { matrix } from '../../checking/matrix.ts';
import type { CheckTools } from '../../checking/specification.ts';
import { fromNested } from '../../ndarray.ts';
import type { ConvolutionClass } from './types.ts';

/** Every expected number here can be computed by hand, and the assignment's text computes the first ones. */
export function forwardChecks({ Subject: Convolution, group, check, same }: CheckTools<ConvolutionClass>): void {
  group('forward', () => {
    check('oneWindow', () => {
      const layer = new Convolution(fromNested([[matrix('1 2; 3 5')]]), fromNested([10]));
      const y = layer.forward(fromNested([[matrix('1 2; 3 4')]]));
      // 1·1 + 2·2 + 3·3 + 4·5 + 10
      same('y', y, [[[[44]]]], {
        usually: 'formula',
        suspects: { flippedKernel: [[[[31]]]], biasForgotten: [[[[34]]]] },
      });
    });

    check('sliding', () => {
      const layer = new Convolution(fromNested([[matrix('1 0 -1; 2 0 1')]]), fromNested([0]));
      const y = layer.forward(fromNested([[matrix('1 2 3 4; 5 6 7 8; 9 10 11 12')]]));
      same('y', y, [[matrix('15 18; 27 30')]], {
        usually: 'sliding',
        suspects: {
          flippedKernel: [[matrix('9 11; 17 19')]],
          indexOrder: [[matrix('15 27; 18 30')]],
        },
      });
    });

    check('channels', () => {
      const weight = fromNested([
        [[[1]], [[0]]],
        [[[0]], [[1]]],
        [[[1]], [[-1]]],
      ]);
      const layer = new Convolution(weight, fromNested([0, 100, 1]));
      const y = layer.forward(fromNested([[matrix('1 2; 3 4'), matrix('10 20; 30 40')]]));
      const expected = [[matrix('1 2; 3 4'), matrix('110 120; 130 140'), matrix('-8 -17; -26 -35')]];
      same('y', y, expected, {
        usually: 'channels',
        suspects: {
          firstChannelOnly: [[matrix('1 2; 3 4'), matrix('100 100; 100 100'), matrix('2 3; 4 5')]],
          weightTransposed: [[matrix('11 22; 33 44'), matrix('110 120; 130 140'), matrix('-9 -19; -29 -39')]],
          biasInEveryChannel: [[matrix('1 2; 3 4'), matrix('210 220; 230 240'), matrix('-7 -16; -25 -34')]],
          outputNotTransposed: [[matrix('1 110; -8 2'), matrix('120 -17; 3 130'), matrix('-26 4; 140 -35')]],
        },
      });
    });

    check('batch', () => {
      const layer = new Convolution(fromNested([[[[1, 10]]]]), fromNested([0]));
      const y = layer.forward(fromNested([[[[1, 2, 3]]], [[[4, 5, 6]]]]));
      same('y', y, [[[[21, 32]]], [[[54, 65]]]], {
        usually: 'batch',
        suspects: { firstImageOnly: [[[[21, 32]]], [[[21, 32]]]] },
      });
    });
  });

  group('strideAndPadding', () => {
    check('stride', () => {
      const layer = new Convolution(fromNested([[matrix('1 0; 0 1')]]), fromNested([0]), { stride: [2, 3] });
      const x = matrix('1 2 3 4 5; 6 7 8 9 10; 11 12 13 14 15; 16 17 18 19 20');
      same('y', layer.forward(fromNested([[x]])), [[matrix('8 14; 28 34')]], {
        usually: 'stride',
        suspects: { strideSwapped: [[[[8, 12]]]] },
      });
    });

    check('leftover', () => {
      const layer = new Convolution(fromNested([[matrix('1 0; 0 1')]]), fromNested([0]), { stride: [2, 3] });
      const x = matrix('1 2 3 4; 5 6 7 8; 9 10 11 12; 13 14 15 16; 17 18 19 20');
      same('y', layer.forward(fromNested([[x]])), [[matrix('7; 23')]], {
        usually: 'leftover',
        suspects: {
          roundedUp: [[matrix('7 4; 23 12; 17 20')]],
        },
      });
    });

    check('padding', () => {
      const layer = new Convolution(fromNested([[matrix('1 2; 3 5')]]), fromNested([0]), { padding: [1, 0] });
      same('y', layer.forward(fromNested([[matrix('1 2; 3 4')]])), [[matrix('13; 34; 11')]], {
        usually: 'padding',
        suspects: {
          paddingSwapped: [[[[17, 34, 14]]]],
          paddingBelowOnly: [[matrix('34; 11; 0')]],
          paddingAboveOnly: [[matrix('0; 13; 34')]],
        },
      });
    });

    check('strideWithPadding', () => {
      const layer = new Convolution(fromNested([[[[1, 10]]]]), fromNested([0]), { stride: [1, 2], padding: [0, 1] });
      // The padded row is 0 1 2 3 4 0: windows (0, 1), (2, 3), (4, 0).
      same('y', layer.forward(fromNested([[[[1, 2, 3, 4]]]])), [[[[10, 32, 4]]]], {
        usually: 'strideWithPadding',
        suspects: { paddingScaled: [[[[0, 32, 4]]]] },
      });
    });
  });

  group('precision', () => {
    check('precision', () => {
      const layer = new Convolution(fromNested([[[[1, 1]]]]), fromNested([0]));
      // 2²⁴ + 1 is the first whole number that float32 cannot hold.
      same('y', layer.forward(fromNested([[[[16777216, 1]]]])), [[[[16777217]]]], {
        usually: 'precision',
        suspects: { float32: [[[[16777216]]]] },
      });
    });
  });
}

import { matrix } from '../../checking/matrix.ts';
import type { CheckTools } from '../../checking/specification.ts';
import { fromNested } from '../../ndarray.ts';
import type { MaxPoolingClass, PoolingOptions } from './types.ts';

export function backwardChecks({ Subject: MaxPooling, group, check, same }: CheckTools<MaxPoolingClass>): void {
  /** dx of one image with one channel. */
  const gradient = (size: [number, number], x: number[][], dy: number[][], options?: PoolingOptions) => {
    const layer = new MaxPooling(size, options);
    layer.forward(fromNested([[x]]));
    return layer.backward(fromNested([[dy]]));
  };

  group('inputGradient', () => {
    check('dxOne', () => {
      const dx = gradient([2, 2], matrix('1 2; 4 3'), [[5]]);
      same('dx', dx, [[matrix('0 0; 5 0')]], {
        usually: 'dxOne',
        suspects: {
          spread: [[matrix('1.25 1.25; 1.25 1.25')]],
          everyPosition: [[matrix('5 5; 5 5')]],
          dyForgotten: [[matrix('0 0; 1 0')]],
        },
      });
    });

    check('dxOverlap', () => {
      const dx = gradient([1, 2], [[1, 9, 2]], [[1, 10]], { stride: [1, 1] });
      same('dx', dx, [[[[0, 11, 0]]]], { usually: 'dxOverlap', suspects: { overwritten: [[[[0, 10, 0]]]] } });
    });

    check('dxLeftover', () => {
      const dx = gradient([2, 2], matrix('1 2 3 4 50; 5 6 7 8 60; 70 80 90 10 20'), [[1, 10]]);
      same('dx', dx, [[matrix('0 0 0 0 0; 0 1 0 10 0; 0 0 0 0 0')]], {
        usually: 'dxLeftover',
        suspects: { leftoverLost: [[matrix('0 0 0 0; 0 1 0 10')]] },
      });
    });

    check('dxPadding', () => {
      const options: PoolingOptions = { stride: [1, 1], padding: [1, 0] };
      const dx = gradient([2, 1], matrix('-1 -2; -3 -4'), matrix('1 2; 10 20; 100 200'), options);
      same('dx', dx, [[matrix('11 22; 100 200')]], {
        usually: 'dxPadding',
        suspects: {
          zeroPadding: [[matrix('10 20; 0 0')]],
          paddingKept: [[matrix('0 0; 11 22; 100 200; 0 0')]],
        },
      });
    });

    check('dxBatch', () => {
      const layer = new MaxPooling([1, 2]);
      layer.forward(
        fromNested([
          [[[1, 2]], [[4, 3]]],
          [[[9, 5]], [[6, 7]]],
        ]),
      );
      const dx = layer.backward(
        fromNested([
          [[[1]], [[10]]],
          [[[100]], [[1000]]],
        ]),
      );
      const expected = [
        [[[0, 1]], [[10, 0]]],
        [[[100, 0]], [[0, 1000]]],
      ];
      same('dx', dx, expected, { usually: 'dxBatch' });
    });
  });

  group('ties', () => {
    check('ties', () => {
      const dx = gradient([2, 2], matrix('3 7; 7 7'), [[4]]);
      same('dx', dx, [[matrix('0 4; 0 0')]], {
        usually: 'ties',
        suspects: {
          lastOfTies: [[matrix('0 0; 0 4')]],
          allTies: [[matrix('0 4; 4 4')]],
          columnFirst: [[matrix('0 0; 4 0')]],
        },
      });
    });

    check('dxNan', () => {
      const dx = gradient([1, 4], [[1, NaN, NaN, 2]], [[3]]);
      same('dx', dx, [[[[0, 3, 0, 0]]]], {
        usually: 'dxNan',
        suspects: {
          lastNan: [[[[0, 0, 3, 0]]]],
          nanSkipped: [[[[0, 0, 0, 3]]]],
          nanNowhere: [[[[0, 0, 0, 0]]]],
          nanToFirst: [[[[3, 0, 0, 0]]]],
        },
      });
    });

    check('dxInfinity', () => {
      // One window over the columns −1…1, of which −1 is padding.
      const dx = gradient([1, 3], [[-Infinity, -Infinity]], [[3]], { padding: [0, 1] });
      same('dx', dx, [[[[3, 0]]]], { usually: 'dxInfinity', suspects: { gradientLost: [[[[0, 0]]]] } });
    });
  });
}

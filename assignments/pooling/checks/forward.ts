import { matrix } from '../../checking/matrix.ts';
import type { CheckTools } from '../../checking/specification.ts';
import { fromNested } from '../../ndarray.ts';
import type { MaxPoolingClass } from './types.ts';

/** Every expected number here can be found by eye. */
export function forwardChecks({ Subject: MaxPooling, group, check, same }: CheckTools<MaxPoolingClass>): void {
  group('forward', () => {
    check('oneWindow', () => {
      const y = new MaxPooling([2, 2]).forward(fromNested([[matrix('1 2; 4 3')]]));
      same('y', y, [[[[4]]]], { usually: 'formula', suspects: { average: [[[[2.5]]]] } });
    });

    check('windows', () => {
      const x = matrix('1 5 2 8 3 4; 6 0 7 1 9 2; 3 3 3 5 5 6; 4 9 1 0 2 5');
      const y = new MaxPooling([2, 3]).forward(fromNested([[x]]));
      same('y', y, [[matrix('7 9; 9 6')]], {
        usually: 'windows',
        suspects: {
          sizeSwapped: [[[[6, 8, 9]]]],
          strideOne: [[matrix('7 8 9 9; 7 7 9 9; 9 9 5 6')]],
        },
      });
    });

    check('channelsAndBatch', () => {
      const y = new MaxPooling([1, 2]).forward(
        fromNested([
          [[[1, 2]], [[4, 3]]],
          [[[9, 5]], [[6, 7]]],
        ]),
      );
      const expected = [
        [[[2]], [[4]]],
        [[[9]], [[7]]],
      ];
      same('y', y, expected, {
        usually: 'channelsAndBatch',
        suspects: { acrossChannels: [[[[4]]], [[[9]]]] },
      });
    });
  });

  group('strideAndPadding', () => {
    check('stride', () => {
      const layer = new MaxPooling([2, 2], { stride: [1, 2] });
      same('y', layer.forward(fromNested([[matrix('1 2 3 4; 8 7 6 5; 9 10 12 11')]])), [[matrix('8 6; 10 12')]], {
        usually: 'stride',
        suspects: { strideSwapped: [[[[8, 7, 6]]]], strideIgnored: [[[[8, 6]]]] },
      });
    });

    check('leftover', () => {
      const x = matrix('1 2 3 4 50; 5 6 7 8 60; 70 80 90 10 20');
      same('y', new MaxPooling([2, 2]).forward(fromNested([[x]])), [[[[6, 8]]]], {
        usually: 'leftover',
        suspects: { roundedUp: [[matrix('6 8 60; 80 90 20')]] },
      });
    });

    check('padding', () => {
      const layer = new MaxPooling([2, 1], { stride: [1, 1], padding: [1, 0] });
      same('y', layer.forward(fromNested([[matrix('-1 -2; -3 -4')]])), [[matrix('-1 -2; -1 -2; -3 -4')]], {
        usually: 'padding',
        suspects: {
          zeroPadding: [[matrix('0 0; -1 -2; 0 0')]],
          smallestNumber: [[matrix('5e-324 5e-324; 5e-324 5e-324; 5e-324 5e-324')]],
        },
      });
    });

    check('strideWithPadding', () => {
      const layer = new MaxPooling([2, 3], { stride: [1, 2], padding: [0, 1] });
      // Windows over the columns −1…1 and 1…3.
      same('y', layer.forward(fromNested([[matrix('1 2 3 4; 5 6 7 8')]])), [[[[6, 8]]]], {
        usually: 'strideWithPadding',
        suspects: { paddingBelowOnly: [[[[7, 8]]]] },
      });
    });
  });

  group('special', () => {
    check('nan', () => {
      const y = new MaxPooling([1, 2]).forward(fromNested([[[[NaN, 1, 2, NaN, 3, 4]]]]));
      same('y', y, [[[[NaN, NaN, 4]]]], {
        usually: 'nan',
        suspects: { nanSkipped: [[[[1, 2, 4]]]], nanFirstOnly: [[[[NaN, 2, 4]]]], nanLastOnly: [[[[1, NaN, 4]]]] },
      });
    });

    check('infinity', () => {
      const y = new MaxPooling([1, 2]).forward(fromNested([[[[-Infinity, -Infinity, Infinity, 1, -Infinity, -5]]]]));
      same('y', y, [[[[-Infinity, Infinity, -5]]]], { usually: 'infinity' });
    });
  });
}

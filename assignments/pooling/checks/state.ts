import type { CheckTools } from '../../checking/specification.ts';
import { copyOf, fromNested, toNested } from '../../ndarray.ts';
import type { MaxPoolingClass, PoolingOptions } from './types.ts';

/** A layer may be used in any order that its rules allow; these checks use it in the orders that training does. */
export function stateChecks({ Subject: MaxPooling, group, check, same }: CheckTools<MaxPoolingClass>): void {
  const pairs = () => new MaxPooling([1, 2]);
  // The maximum stands right in the first array and left in the second.
  const rising = () => fromNested([[[[1, 2]]]]);
  const falling = () => fromNested([[[[4, 3]]]]);
  const one = () => fromNested([[[[1]]]]);

  group('state', () => {
    check('argumentsUnchanged', () => {
      const x = rising();
      const dy = one();
      const layer = pairs();
      layer.forward(x);
      layer.backward(dy);
      same('x', x, [[[[1, 2]]]], { usually: 'argumentChanged' });
      same('dy', dy, [[[[1]]]], { usually: 'argumentChanged' });
    });

    check('callerChangesX', () => {
      const layer = pairs();
      const x = rising();
      layer.forward(x);
      x.data.set([9, 0]);
      same('dx', layer.backward(one()), [[[[0, 1]]]], { usually: 'keepsX', suspects: { keepsX: [[[[1, 0]]]] } });
    });

    check('callerChangesY', () => {
      const layer = pairs();
      layer.forward(rising()).data.fill(1);
      same('dx', layer.backward(one()), [[[[0, 1]]]], { usually: 'keepsY', suspects: { keepsY: [[[[1, 0]]]] } });
    });

    check('callerChangesSize', () => {
      const size: [number, number] = [1, 2];
      const options: PoolingOptions = { stride: [1, 1], padding: [0, 0] };
      const layer = new MaxPooling(size, options);
      size[1] = 1;
      options.stride?.fill(2);
      same('y', layer.forward(fromNested([[[[1, 3, 2]]]])), [[[[3, 3]]]], { usually: 'keepsSize' });
    });

    check('resultsKept', () => {
      const layer = pairs();
      const y = layer.forward(rising());
      const dx = layer.backward(one());
      const before = { y: toNested(copyOf(y)), dx: toNested(copyOf(dx)) };
      layer.forward(falling());
      layer.backward(one());
      same('y', y, before.y, { usually: 'reusesOutput' });
      same('dx', dx, before.dx, { usually: 'reusesOutput' });
    });

    check('latestForward', () => {
      const layer = pairs();
      layer.forward(rising());
      layer.forward(falling());
      same('dx', layer.backward(one()), [[[[1, 0]]]], {
        usually: 'latestForward',
        suspects: { firstForward: [[[[0, 1]]]] },
      });
      // The latest may have another size.
      layer.forward(fromNested([[[[1, 2, 4, 3]]]]));
      same('dx', layer.backward(fromNested([[[[1, 10]]]])), [[[[0, 1, 10, 0]]]], { usually: 'latestForward' });
    });

    check('backwardTwice', () => {
      const layer = pairs();
      layer.forward(rising());
      layer.backward(one());
      same('dx', layer.backward(one()), [[[[0, 1]]]], {
        usually: 'accumulated',
        suspects: { accumulated: [[[[0, 2]]]] },
      });
    });

    check('twoInstances', () => {
      const first = pairs();
      const second = pairs();
      first.forward(rising());
      second.forward(falling());
      same('dx', first.backward(one()), [[[[0, 1]]]], {
        usually: 'sharedState',
        suspects: { sharedState: [[[[1, 0]]]] },
      });
    });
  });
}

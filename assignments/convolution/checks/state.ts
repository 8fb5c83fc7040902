import type { CheckTools } from '../../checking/specification.ts';
import { copyOf, fromNested, toNested } from '../../ndarray.ts';
import type { ConvolutionClass } from './types.ts';

/** A layer may be used in any order that its rules allow; these checks use it in the orders that training does. */
export function stateChecks({ Subject: Convolution, group, check, same }: CheckTools<ConvolutionClass>): void {
  // With one weight of 2, y = 2x, dx = 2dy, dWeight = Σ x·dy and dBias = Σ dy.
  const double = () => new Convolution(fromNested([[[[2]]]]), fromNested([0]));

  group('state', () => {
    check('argumentsUnchanged', () => {
      const x = fromNested([[[[1, 2, 3]]]]);
      const dy = fromNested([[[[4, 5, 6]]]]);
      const weight = fromNested([[[[2]]]]);
      const layer = new Convolution(weight, fromNested([0]));
      layer.forward(x);
      layer.backward(dy);
      same('x', x, [[[[1, 2, 3]]]], { usually: 'argumentChanged' });
      same('dy', dy, [[[[4, 5, 6]]]], { usually: 'argumentChanged' });
      same('weight', weight, [[[[2]]]], { usually: 'argumentChanged' });
    });

    check('callerChangesX', () => {
      const layer = double();
      const x = fromNested([[[[1, 2]]]]);
      layer.forward(x);
      x.data.fill(100);
      layer.backward(fromNested([[[[1, 10]]]]));
      same('dWeight', layer.dWeight, [[[[21]]]], { usually: 'keepsX', suspects: { keepsX: [[[[1100]]]] } });
    });

    check('callerChangesWeight', () => {
      const weight = fromNested([[[[2]]]]);
      const bias = fromNested([1]);
      const layer = new Convolution(weight, bias);
      weight.data.fill(100);
      bias.data.fill(100);
      same('y', layer.forward(fromNested([[[[1, 3]]]])), [[[[3, 7]]]], { usually: 'keepsWeight' });
    });

    check('resultsKept', () => {
      const layer = double();
      const first = layer.forward(fromNested([[[[1, 2]]]]));
      const before = toNested(copyOf(first));
      layer.forward(fromNested([[[[30, 40]]]]));
      same('y', first, before, { usually: 'reusesOutput' });
    });

    check('latestForward', () => {
      const layer = double();
      layer.forward(fromNested([[[[1, 2]]]]));
      layer.forward(fromNested([[[[3, 4]]]]));
      layer.backward(fromNested([[[[1, 10]]]]));
      same('dWeight', layer.dWeight, [[[[43]]]], { usually: 'latestForward', suspects: { firstForward: [[[[21]]]] } });
      // The latest may have another size.
      layer.forward(fromNested([[[[5, 6, 7]]]]));
      same('dx', layer.backward(fromNested([[[[1, 10, 100]]]])), [[[[2, 20, 200]]]], { usually: 'latestForward' });
    });

    check('gradientsReplaced', () => {
      const layer = double();
      layer.forward(fromNested([[[[1, 2]]]]));
      layer.backward(fromNested([[[[1, 10]]]]));
      layer.backward(fromNested([[[[1, 10]]]]));
      const usually = 'accumulated';
      same('dWeight', layer.dWeight, [[[[21]]]], { usually, suspects: { accumulated: [[[[42]]]] } });
      same('dBias', layer.dBias, [11], { usually, suspects: { accumulated: [22] } });
    });

    check('twoInstances', () => {
      const one = double();
      const other = double();
      one.forward(fromNested([[[[1, 2]]]]));
      other.forward(fromNested([[[[3, 4]]]]));
      one.backward(fromNested([[[[1, 10]]]]));
      same('dWeight', one.dWeight, [[[[21]]]], { usually: 'sharedState', suspects: { sharedState: [[[[43]]]] } });
    });
  });
}

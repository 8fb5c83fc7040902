import type { Backend, Pool2dGeometry } from '../backend.ts';
import { GRAIN } from './elements.ts';
import type { Engine } from './engine.ts';
import * as code from './shared/codes.ts';

type Pooling = Pick<Backend, 'maxPool2dForward' | 'maxPool2dBackward' | 'avgPool2dForward' | 'avgPool2dBackward'>;

export function pooling(engine: Engine): Pooling {
  function run(
    operation: number,
    g: Pool2dGeometry,
    from: ArrayBufferView,
    to: ArrayBufferView,
    positions: number,
  ): void {
    const grain = Math.max(1, Math.ceil(GRAIN / 2 / (g.height * g.width)));
    engine.run(
      operation,
      g.batch * g.channels,
      grain,
      ...[from.byteOffset, to.byteOffset, positions, g.height, g.width, g.outHeight, g.outWidth],
      ...[g.kernelHeight, g.kernelWidth, g.strideHeight, g.strideWidth, g.padHeight, g.padWidth],
    );
  }

  return {
    maxPool2dForward: (g, x, y, positions) => run(code.MAX_POOL, g, x, y, positions.byteOffset),
    maxPool2dBackward: (g, dy, positions, dx) => run(code.MAX_POOL_BACKWARD, g, dy, dx, positions.byteOffset),
    avgPool2dForward: (g, x, y) => run(code.AVERAGE_POOL, g, x, y, 0),
    avgPool2dBackward: (g, dy, dx) => run(code.AVERAGE_POOL_BACKWARD, g, dy, dx, 0),
  };
}

import type { Initializer } from './initializer.ts';

/** Every number the same. As a weight it keeps all units of a layer equal for ever: they receive equal gradients. */
export function constant(value: number): Initializer {
  if (!Number.isFinite(value)) throw new RangeError(`constant: value must be finite; received ${value}`);
  return () => () => value;
}

/** All zeros: right for biases, wrong for weights (see `constant`). */
export function zeros(): Initializer {
  return constant(0);
}

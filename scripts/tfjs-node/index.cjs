// danfojs-node computes with tfjs-node, a native binary that npm cannot fetch without running install scripts.
// This stand-in offers the part that danfo uses: tfjs-core on its pure JavaScript CPU backend, tfjs-data for
// sampling, and the operations as methods of a tensor, which tfjs-core leaves to its front ends to register.
'use strict';

require('@tensorflow/tfjs-backend-cpu');
const core = require('@tensorflow/tfjs-core');
const data = require('@tensorflow/tfjs-data');

// Without this the first operation prints a banner that recommends the native binary.
core.env().set('PROD', true);

for (const [name, operation] of Object.entries(core)) {
  const isOperation = typeof operation === 'function' && operation.name.endsWith('__op');
  if (isOperation && !(name in core.Tensor.prototype)) {
    core.Tensor.prototype[name] = function chained(...rest) {
      return operation(this, ...rest);
    };
  }
}
core.Tensor.prototype.concat = function concat(others, axis) {
  return core.concat([this, ...[others].flat()], axis);
};

module.exports = { ...core, data };

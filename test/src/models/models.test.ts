import assert from 'node:assert/strict';
import { Flatten, Linear, ReLU } from '../../../src/layers/index.ts';
import { deepConvNet, Sequential, simpleConvNet, vgg, type VggDepth } from '../../../src/models/index.ts';
import { Tensor } from '../../../src/tensor/index.ts';

describe('Sequential', () => {
  it('gives each layer its own random stream, decided by the seed', () => {
    const make = (seed: number) => new Sequential([new Linear(4, 4), new Linear(4, 4)], { seed });
    const first = make(1);
    assert.ok(first.parameters[0].value.equals(make(1).parameters[0].value));
    assert.ok(!first.parameters[0].value.equals(first.parameters[2].value));
    assert.ok(!first.parameters[0].value.equals(make(2).parameters[0].value));
  });

  it('predicts any number of inputs in batches, into a tensor of its own', () => {
    const model = new Sequential([new Linear(3, 5), new ReLU(), new Linear(5, 2)], { seed: 1 });
    const x = Tensor.normal([23, 3], 1);
    const whole = model.predict(x);
    const copy = whole.copy();
    assert.deepEqual(whole.shape, [23, 2]);
    assert.ok(model.predict(x, { batchSize: 5 }).allClose(whole));
    model.predict(Tensor.normal([23, 3], 2));
    assert.ok(whole.equals(copy));
  });

  it('never hands out a tensor that the next call overwrites', () => {
    const model = new Sequential([new Linear(3, 3), new Flatten()]);
    const first = model.forward(Tensor.ones([2, 3]));
    const copy = first.copy();
    model.forward(Tensor.zeros([2, 3]).add(5));
    assert.ok(first.equals(copy));
  });

  it('names parameters as PyTorch does, and prints its layers', () => {
    const model = new Sequential([new Linear(2, 3), new ReLU(), new Sequential([new Linear(3, 1, { bias: false })])]);
    assert.deepEqual([...model.namedParameters.keys()], ['0.weight', '0.bias', '2.0.weight']);
    assert.match(
      String(model),
      /0: Linear\(2 → 3\)\n {2}1: ReLU\(\)\n {2}2: Sequential\(\n {4}0: Linear\(3 → 1, no bias\)/,
    );
    assert.throws(() => new Sequential([null as unknown as Linear]), /layers must be an array of layers/);
    assert.throws(() => model.outputShape([5]), /2 inputs; received \[5\]/);
  });
});

describe('models', () => {
  it('simpleConvNet and deepConvNet have the published sizes', () => {
    const simple = simpleConvNet().summary([1, 28, 28]);
    assert.equal(simple.parameters, 433_890);
    assert.equal(simple.multiplyAdds, 865_000);
    assert.equal(deepConvNet().summary([1, 28, 28]).multiplyAdds, 8_772_340);
    assert.deepEqual(
      simpleConvNet({ inputShape: [3, 20, 24], classes: 4 }).predict(Tensor.normal([2, 3, 20, 24], 1)).shape,
      [2, 4],
    );
  });

  it('vgg has the numbers of parameters of the paper, without making them', () => {
    const sizes: [VggDepth, number][] = [
      [11, 132_863_336],
      [13, 133_047_848],
      [16, 138_357_544],
      [19, 143_667_240],
    ];
    for (const [depth, parameters] of sizes) assert.equal(vgg(depth).parameterCount, parameters);
    // torchvision's vgg16_bn.
    assert.equal(vgg(16, { batchNorm: true }).parameterCount, 138_365_992);
    assert.equal(vgg(16).summary([3, 224, 224]).multiplyAdds, 15_470_264_320);
  });

  it('vgg takes any image of 32 or more, and refuses smaller ones and other depths', () => {
    const small = vgg(11, { inputShape: [3, 32, 32], classes: 10, hidden: 8, batchNorm: true });
    assert.deepEqual(small.outputShape([3, 32, 32]), [10]);
    assert.throws(() => vgg(11, { inputShape: [3, 31, 31] }), /must hold the window; received an image of 1×1/);
    assert.throws(() => vgg(12 as VggDepth), /depth must be one of 11, 13, 16, 19; received 12/);
  });
});

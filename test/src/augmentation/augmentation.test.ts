import assert from 'node:assert/strict';
import * as augmentation from '../../../src/augmentation/index.ts';
import { Random, Tensor, tensor } from '../../../src/tensor/index.ts';

const { augment } = augmentation;
const picture = tensor([[[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]]]]); // prettier-ignore
const apply = (step: augmentation.Augmentation, images = picture, seed = 1) =>
  augment(images, [step], new Random(seed));

describe('augmentation', () => {
  it('mirrors left and right', () => {
    assert.ok(apply(augmentation.mirror(1)).equals(tensor([[[[0.3, 0.2, 0.1], [0.6, 0.5, 0.4], [0.9, 0.8, 0.7]]]]))); // prettier-ignore
    assert.ok(apply(augmentation.mirror(0)).equals(picture));
  });

  it('shifts by whole pixels, and brings in black', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 100; seed++) {
      const moved = apply(augmentation.shift(1), picture, seed);
      seen.add(String(moved));
      // The middle pixel goes to one of nine places.
      const place = moved.data.indexOf(Math.fround(0.5));
      const [down, right] = [Math.floor(place / 3) - 1, (place % 3) - 1];
      for (let row = 0; row < 3; row++) {
        for (let column = 0; column < 3; column++) {
          const inside = row - down >= 0 && row - down < 3 && column - right >= 0 && column - right < 3;
          assert.equal(moved.get(0, 0, row, column), inside ? picture.get(0, 0, row - down, column - right) : 0);
        }
      }
    }
    assert.equal(seen.size, 9);
  });

  it('tilts about the middle, which stays, and hardly changes for a tiny angle', () => {
    assert.ok(Math.abs(apply(augmentation.tilt(90)).get(0, 0, 1, 1) - 0.5) < 1e-6);
    assert.ok(apply(augmentation.tilt(0)).equals(picture));
    assert.ok(apply(augmentation.tilt(0.01)).allClose(picture, { absolute: 1e-3, relative: 0 }));
  });

  it('changes light within [0, 1]', () => {
    for (const step of [augmentation.brightness(0.9), augmentation.contrast(1), augmentation.noise(0.5)]) {
      const changed = apply(step);
      assert.ok(!changed.equals(picture));
      assert.ok(changed.min().item() >= 0 && changed.max().item() <= 1);
    }
  });

  it('cuts squares out', () => {
    const white = Tensor.ones([50, 2, 8, 8]);
    const cut = apply(augmentation.cutout(4), white);
    for (let image = 0; image < 50; image++) {
      const black = cut.at(image).equal(0).sum(0);
      assert.ok(black.sum().item() / 2 <= 16 && black.sum().item() / 2 >= 4);
      assert.ok([0, 2].includes(black.max().item()) && black.max().item() === 2);
    }
  });

  it('repeats itself for the same seed, leaves its input alone, and refuses other shapes', () => {
    const steps = [augmentation.mirror(), augmentation.tilt(20), augmentation.noise(0.1)];
    const images = Tensor.uniform([4, 3, 6, 5], 1);
    const before = images.copy();
    assert.ok(augment(images, steps, new Random(5)).equals(augment(images, steps, new Random(5))));
    assert.ok(!augment(images, steps, new Random(5)).equals(augment(images, steps, new Random(6))));
    assert.ok(images.equals(before));
    assert.throws(() => augment(Tensor.zeros([3, 3]), steps, new Random(1)), /\[N, C, H, W\]; received \[3, 3\]/);
    assert.throws(() => augmentation.mirror(2), /probability must be .*; received 2/);
  });
});

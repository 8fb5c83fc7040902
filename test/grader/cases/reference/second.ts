// A second implementation of the assignments, written another way and for the tests alone: every value is asked for by its
// coordinates, an array is a function, and gradients are gathered by matching coordinates instead of visiting windows.
import type { Pair, PlainArray } from '../../../../grader/cases/reference/plain-array.ts';

type Four = readonly [number, number, number, number];

function each(shape: readonly number[]): Four[] {
  const [a, b, c, d] = shape;
  const list: Four[] = [];
  for (let at = 0; at < a * b * c * d; at += 1) {
    list.push([Math.floor(at / (b * c * d)), Math.floor(at / (c * d)) % b, Math.floor(at / d) % c, at % d]);
  }
  return list;
}

function value({ shape, data }: PlainArray, [a, b, c, d]: Four): number {
  return data[a * shape[1] * shape[2] * shape[3] + b * shape[2] * shape[3] + c * shape[3] + d];
}

function build(shape: readonly number[], at: (position: Four) => number): PlainArray {
  return { shape, data: Float64Array.from(each(shape), at) };
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

export interface Given {
  readonly stride: Pair;
  readonly padding: Pair;
}

/** How often a window fits: counted one by one. */
function count(length: number, window: number, stride: number, padding: number): number {
  let fitting = 0;
  while (fitting * stride + window <= length + 2 * padding) fitting += 1;
  return fitting;
}

/** x at a place of the padded image. */
function padded(x: PlainArray, n: number, c: number, row: number, column: number, { padding }: Given): number {
  const [, , height, width] = x.shape;
  const inside = row >= padding[0] && column >= padding[1] && row < height + padding[0] && column < width + padding[1];
  return inside ? value(x, [n, c, row - padding[0], column - padding[1]]) : 0;
}

export function convolve(x: PlainArray, weight: PlainArray, bias: PlainArray, given: Given): PlainArray {
  const [filters, channels, height, width] = weight.shape;
  const { stride, padding } = given;
  const rows = count(x.shape[2], height, stride[0], padding[0]);
  const columns = count(x.shape[3], width, stride[1], padding[1]);
  return build([x.shape[0], filters, rows, columns], ([n, f, i, j]) => {
    const terms = each([1, channels, height, width]).map(
      ([, c, u, v]) => value(weight, [f, c, u, v]) * padded(x, n, c, i * stride[0] + u, j * stride[1] + v, given),
    );
    return sum(terms) + bias.data[f];
  });
}

export function convolutionGradients(x: PlainArray, weight: PlainArray, dy: PlainArray, given: Given) {
  const { stride, padding } = given;
  const [filters, , height, width] = weight.shape;
  const outputs = each(dy.shape);
  const dx = build(x.shape, ([n, c, row, column]) =>
    sum(
      outputs.map(([image, f, i, j]) => {
        const u = row + padding[0] - i * stride[0];
        const v = column + padding[1] - j * stride[1];
        if (image !== n || u < 0 || v < 0 || u >= height || v >= width) return 0;
        return value(dy, [image, f, i, j]) * value(weight, [f, c, u, v]);
      }),
    ),
  );
  const dWeight = build(weight.shape, ([f, c, u, v]) =>
    sum(
      outputs.map(([n, filter, i, j]) =>
        filter === f ? value(dy, [n, f, i, j]) * padded(x, n, c, i * stride[0] + u, j * stride[1] + v, given) : 0,
      ),
    ),
  );
  const dBias: PlainArray = {
    shape: [filters],
    data: Float64Array.from({ length: filters }, (_, f) => sum(outputs.map((at) => (at[1] === f ? value(dy, at) : 0)))),
  };
  return { dx, dWeight, dBias };
}

/** For each output the place in x that it is taken from: sorted by NaN first, then by value, then by place. */
function winners(x: PlainArray, size: Pair, { stride, padding }: Given): { shape: number[]; places: Four[] } {
  const [images, channels, height, width] = x.shape;
  const shape = [
    images,
    channels,
    count(height, size[0], stride[0], padding[0]),
    count(width, size[1], stride[1], padding[1]),
  ];
  const places = each(shape).map(([n, c, i, j]) => {
    const top = i * stride[0] - padding[0];
    const left = j * stride[1] - padding[1];
    const inside = each([1, 1, height, width])
      .map(([, , row, column]): Four => [n, c, row, column])
      .filter(([, , row, column]) => row >= top && row < top + size[0] && column >= left && column < left + size[1]);
    const rank = (at: Four): number => (Number.isNaN(value(x, at)) ? Infinity : value(x, at));
    const isNaN = inside.find((at) => Number.isNaN(value(x, at)));
    const highest = inside.reduce((most, at) => (rank(at) > most ? rank(at) : most), -Infinity);
    return isNaN ?? (inside.find((at) => value(x, at) === highest) as Four);
  });
  return { shape, places };
}

export function pool(x: PlainArray, size: Pair, given: Given): PlainArray {
  const { shape, places } = winners(x, size, given);
  return { shape, data: Float64Array.from(places, (at) => value(x, at)) };
}

export function poolGradient(x: PlainArray, dy: PlainArray, size: Pair, given: Given): PlainArray {
  const { places } = winners(x, size, given);
  return build(x.shape, (at) =>
    sum(places.map((place, index) => (place.every((each, axis) => each === at[axis]) ? dy.data[index] : 0))),
  );
}

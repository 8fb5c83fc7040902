// Pooling, plane by plane. Arguments: 0 x (or dy), 1 y (or dx), 2 positions, 3 height, 4 width, 5 out height, 6 out width, 7 kernel height,
// 8 kernel width, 9 stride height, 10 stride width, 11 pad height, 12 pad width. Units: planes.
import { integer, pointer } from '../arguments';

/** Whether the larger of a pair changes: the first of equal values stays, NaN wins against every number. */
function wins(candidate: v128, largest: v128): v128 {
  return v128.andnot(f32x4.eq(largest, largest), f32x4.le(candidate, largest));
}

/** Windows of 2×2 that do not overlap, four at a time; returns how many windows of the row are done. */
function maxPoolPairs(x: usize, first: i32, width: i32, y: usize, positions: usize, count: i32): i32 {
  const below = (<usize>width) << 2;
  let evens = i32x4.add(i32x4.splat(first), i32x4(0, 2, 4, 6));
  let done = 0;
  for (; done + 4 <= count; done += 4) {
    const a = v128.load(x);
    const b = v128.load(x, 16);
    const c = v128.load(x + below);
    const d = v128.load(x + below, 16);
    let largest = v128.shuffle<f32>(a, b, 0, 2, 4, 6);
    let position = evens;
    let candidate = v128.shuffle<f32>(a, b, 1, 3, 5, 7);
    let mask = wins(candidate, largest);
    largest = v128.bitselect(candidate, largest, mask);
    position = v128.bitselect(i32x4.add(evens, i32x4.splat(1)), position, mask);
    candidate = v128.shuffle<f32>(c, d, 0, 2, 4, 6);
    mask = wins(candidate, largest);
    largest = v128.bitselect(candidate, largest, mask);
    position = v128.bitselect(i32x4.add(evens, i32x4.splat(width)), position, mask);
    candidate = v128.shuffle<f32>(c, d, 1, 3, 5, 7);
    mask = wins(candidate, largest);
    v128.store(y, v128.bitselect(candidate, largest, mask));
    v128.store(positions, v128.bitselect(i32x4.add(evens, i32x4.splat(width + 1)), position, mask));
    evens = i32x4.add(evens, i32x4.splat(8));
    x += 32;
    y += 16;
    positions += 16;
  }
  return done;
}

export function maxPool(from: i32, to: i32): void {
  const height = integer(3);
  const width = integer(4);
  const outHeight = integer(5);
  const outWidth = integer(6);
  const inBytes = (<usize>(height * width)) << 2;
  const outBytes = (<usize>(outHeight * outWidth)) << 2;
  const kernelHeight = integer(7);
  const kernelWidth = integer(8);
  const strideHeight = integer(9);
  const strideWidth = integer(10);
  const padHeight = integer(11);
  const padWidth = integer(12);
  const kernel2 = kernelHeight == 2 && kernelWidth == 2;
  const pairs = kernel2 && strideHeight == 2 && strideWidth == 2 && padHeight == 0 && padWidth == 0;
  for (let plane = from; plane < to; plane++) {
    const x = pointer(0) + <usize>plane * inBytes;
    let y = pointer(1) + <usize>plane * outBytes;
    let positions = pointer(2) + <usize>plane * outBytes;
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const top = outRow * strideHeight - padHeight;
      const firstRow = max(top, 0);
      const lastRow = min(top + kernelHeight, height);
      let outColumn = 0;
      if (pairs) {
        const first = 2 * outRow * width;
        outColumn = maxPoolPairs(x + ((<usize>first) << 2), first, width, y, positions, outWidth);
        y += (<usize>outColumn) << 2;
        positions += (<usize>outColumn) << 2;
      }
      for (; outColumn < outWidth; outColumn++) {
        const left = outColumn * strideWidth - padWidth;
        const firstColumn = max(left, 0);
        const lastColumn = min(left + kernelWidth, width);
        let position = firstRow * width + firstColumn;
        let largest = load<f32>(x + ((<usize>position) << 2));
        for (let row = firstRow; row < lastRow; row++) {
          for (let index = row * width + firstColumn; index < row * width + lastColumn; index++) {
            const candidate = load<f32>(x + ((<usize>index) << 2));
            // The first of equal values stays; NaN wins against every number.
            const wins = largest == largest && !(candidate <= largest);
            largest = select<f32>(candidate, largest, wins);
            position = select<i32>(index, position, wins);
          }
        }
        store<f32>(y, largest);
        store<i32>(positions, position);
        y += 4;
        positions += 4;
      }
    }
  }
}

export function maxPoolBackward(from: i32, to: i32): void {
  const inBytes = (<usize>(integer(3) * integer(4))) << 2;
  const outBytes = (<usize>(integer(5) * integer(6))) << 2;
  for (let plane = from; plane < to; plane++) {
    const dx = pointer(1) + <usize>plane * inBytes;
    let dy = pointer(0) + <usize>plane * outBytes;
    let positions = pointer(2) + <usize>plane * outBytes;
    const end = dy + outBytes;
    memory.fill(dx, 0, inBytes);
    for (; dy < end; dy += 4) {
      const at = dx + ((<usize>load<u32>(positions)) << 2);
      store<f32>(at, load<f32>(at) + load<f32>(dy));
      positions += 4;
    }
  }
}

/** Both directions: forward sums a window into y, backward spreads dy over it. */
function average(from: i32, to: i32, backward: bool): void {
  const height = integer(3);
  const width = integer(4);
  const outHeight = integer(5);
  const outWidth = integer(6);
  const inBytes = (<usize>(height * width)) << 2;
  const outBytes = (<usize>(outHeight * outWidth)) << 2;
  const area = <f32>(integer(7) * integer(8));
  for (let plane = from; plane < to; plane++) {
    const image = (backward ? pointer(1) : pointer(0)) + <usize>plane * inBytes;
    let out = (backward ? pointer(0) : pointer(1)) + <usize>plane * outBytes;
    if (backward) memory.fill(image, 0, inBytes);
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const top = outRow * integer(9) - integer(11);
      const lastRow = min(top + integer(7), height);
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const left = outColumn * integer(10) - integer(12);
        const firstColumn = max(left, 0);
        const lastColumn = min(left + integer(8), width);
        const share = load<f32>(out) / area;
        let total: f64 = 0;
        for (let row = max(top, 0); row < lastRow; row++) {
          for (let index = row * width + firstColumn; index < row * width + lastColumn; index++) {
            const at = image + ((<usize>index) << 2);
            if (backward) store<f32>(at, load<f32>(at) + share);
            else total += <f64>load<f32>(at);
          }
        }
        if (!backward) store<f32>(out, <f32>(total / <f64>area));
        out += 4;
      }
    }
  }
}

export function averagePool(from: i32, to: i32): void {
  average(from, to, false);
}

export function averagePoolBackward(from: i32, to: i32): void {
  average(from, to, true);
}

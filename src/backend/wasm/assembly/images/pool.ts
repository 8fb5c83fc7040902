// Pooling, plane by plane. Arguments: 0 x (or dy), 1 y (or dx), 2 positions, 3 height, 4 width, 5 out height, 6 out width, 7 kernel height,
// 8 kernel width, 9 stride height, 10 stride width, 11 pad height, 12 pad width. Units: planes.
import { integer, pointer } from '../arguments';

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
  for (let plane = from; plane < to; plane++) {
    const x = pointer(0) + <usize>plane * inBytes;
    let y = pointer(1) + <usize>plane * outBytes;
    let positions = pointer(2) + <usize>plane * outBytes;
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const top = outRow * strideHeight - padHeight;
      const firstRow = max(top, 0);
      const lastRow = min(top + kernelHeight, height);
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
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

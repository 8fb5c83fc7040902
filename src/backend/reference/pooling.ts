import type { Pool2dGeometry, Storage } from '../backend.ts';

/** Visits every window of every plane: the output's position, the plane's first element, and the window clipped to the plane. */
function forEachWindow(
  g: Pool2dGeometry,
  visit: (out: number, plane: number, top: number, bottom: number, left: number, right: number) => void,
): void {
  let out = 0;
  for (let plane = 0; plane < g.batch * g.channels; plane++) {
    for (let row = 0; row < g.outHeight; row++) {
      const top = row * g.strideHeight - g.padHeight;
      for (let column = 0; column < g.outWidth; column++) {
        const left = column * g.strideWidth - g.padWidth;
        visit(
          out++,
          plane * g.height * g.width,
          Math.max(top, 0),
          Math.min(top + g.kernelHeight, g.height),
          Math.max(left, 0),
          Math.min(left + g.kernelWidth, g.width),
        );
      }
    }
  }
}

export function maxPool2dForward(g: Pool2dGeometry, x: Storage, y: Storage, positions: Int32Array): void {
  forEachWindow(g, (out, plane, top, bottom, left, right) => {
    let position = top * g.width + left;
    let largest = x[plane + position];
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const candidate = x[plane + row * g.width + column];
        if (candidate > largest || (Number.isNaN(candidate) && !Number.isNaN(largest))) {
          largest = candidate;
          position = row * g.width + column;
        }
      }
    }
    y[out] = largest;
    positions[out] = position;
  });
}

export function maxPool2dBackward(g: Pool2dGeometry, dy: Storage, positions: Int32Array, dx: Storage): void {
  dx.fill(0);
  forEachWindow(g, (out, plane) => {
    dx[plane + positions[out]] += dy[out];
  });
}

export function avgPool2dForward(g: Pool2dGeometry, x: Storage, y: Storage): void {
  const area = g.kernelHeight * g.kernelWidth;
  forEachWindow(g, (out, plane, top, bottom, left, right) => {
    let total = 0;
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) total += x[plane + row * g.width + column];
    }
    y[out] = total / area;
  });
}

export function avgPool2dBackward(g: Pool2dGeometry, dy: Storage, dx: Storage): void {
  const area = g.kernelHeight * g.kernelWidth;
  dx.fill(0);
  forEachWindow(g, (out, plane, top, bottom, left, right) => {
    const share = dy[out] / area;
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) dx[plane + row * g.width + column] += share;
    }
  });
}

import type { NdArray } from './ndarray.ts';

/**
 * A max-pooling layer: each number of y is the largest number of one window of x.
 *
 *     y[n, c, i, j] = max over u, v of x[n, c, i·stride[0] + u − padding[0], j·stride[1] + v − padding[1]]
 *
 * where x counts as −Infinity outside of its rows and columns. `text.en.md` and `text.ko.md` give every rule with an example.
 */
export class MaxPooling {
  /**
   * @param size of the window as [height, width]
   * @param options stride and padding as [height, width]; the size and [0, 0] where they are not given
   * @throws RangeError for a stride that is not a positive integer, a negative padding, a padding that is not smaller than the window
   */
  constructor(size: [number, number], options: { stride?: [number, number]; padding?: [number, number] } = {}) {
    // Keep what forward and backward need, in copies: the caller may change size and options later.
    void size;
    void options;
  }

  /**
   * Computes y from a batch of images and keeps what backward needs.
   *
   * @param x N×C×H×W
   * @returns N×C×OH×OW with OH = ⌊(H + 2·padding[0] − size[0]) / stride[0]⌋ + 1, and OW in the same way
   * @throws RangeError for an x of the wrong rank, or smaller with its padding than the window
   */
  forward(x: NdArray): NdArray {
    void x;
    throw new Error('Not implemented yet: MaxPooling.forward. Replace this line with your own code.');
  }

  /**
   * Computes the gradient of the latest forward: every window hands its dy to the place of its maximum.
   *
   * @param dy ∂L/∂y, of the shape that forward returned
   * @returns dx = ∂L/∂x, of the shape of x
   * @throws Error before any forward; RangeError for a dy of another shape
   */
  backward(dy: NdArray): NdArray {
    void dy;
    throw new Error('Not implemented yet: MaxPooling.backward. Replace this line with your own code.');
  }
}

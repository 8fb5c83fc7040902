import { type NdArray, zeros } from './ndarray.ts';

/**
 * A convolution layer as in a convolutional network: the kernels slide over the images without being turned (cross-correlation).
 *
 *     y[n, f, i, j] = bias[f] + Σ over c, u, v of weight[f, c, u, v] · x[n, c, i·stride[0] + u − padding[0], j·stride[1] + v − padding[1]]
 *
 * where x counts as 0 outside of its rows and columns. `text.en.md` and `text.ko.md` give every rule with an example.
 */
export class Convolution {
  /** ∂L/∂weight of the latest backward, F×C×KH×KW. */
  dWeight: NdArray;
  /** ∂L/∂bias of the latest backward, F. */
  dBias: NdArray;

  /**
   * @param weight F filters of C×KH×KW numbers: the shape F×C×KH×KW
   * @param bias one number for each filter: the shape F
   * @param options stride and padding as [height, width]; [1, 1] and [0, 0] where they are not given
   * @throws RangeError for a weight or bias of the wrong rank, a stride that is not a positive integer, a negative padding
   */
  constructor(weight: NdArray, bias: NdArray, options: { stride?: [number, number]; padding?: [number, number] } = {}) {
    this.dWeight = zeros(weight.shape);
    this.dBias = zeros(bias.shape);
    // Keep what forward and backward need, in copies: the caller may change weight and bias later.
    void options;
  }

  /**
   * Computes y from a batch of images and keeps what backward needs.
   *
   * @param x N×C×H×W
   * @returns N×F×OH×OW with OH = ⌊(H + 2·padding[0] − KH) / stride[0]⌋ + 1, and OW in the same way
   * @throws RangeError for an x of the wrong rank, with other channels than the weight, or smaller with its padding than the kernel
   */
  forward(x: NdArray): NdArray {
    void x;
    throw new Error('Not implemented yet: Convolution.forward. Replace this line with your own code.');
  }

  /**
   * Computes the gradients of the latest forward: sets dWeight and dBias, summed over the batch, and returns dx.
   *
   * @param dy ∂L/∂y, of the shape that forward returned
   * @returns dx = ∂L/∂x, of the shape of x
   * @throws Error before any forward; RangeError for a dy of another shape
   */
  backward(dy: NdArray): NdArray {
    void dy;
    throw new Error('Not implemented yet: Convolution.backward. Replace this line with your own code.');
  }
}

/**
 * What the library asks of the code that computes. Two implementations stand behind this interface: `reference` (plain loops
 * over typed arrays: the oracle, and the thing to read) and `wasm` (SIMD and threads over one shared memory).
 *
 * Rules that hold for every function below:
 *
 * - **Arrays are dense and row-major**, and exactly as long as their shape says. A function works on the whole of its output.
 * - **Every operand was made by this backend** (`allocate`, `allocateIndices`), so an implementation may compute with
 *   addresses. `Tensor` refuses to mix backends, so that implementations need not check.
 * - **Callers have checked shapes.** Layers and `Tensor` name the shapes in their errors; a backend does not check again.
 * - **Aliasing**: in element-wise functions (`unary`, `binary` on equal strides, `axpby`, `activate`, `activateBackward`,
 *   updates) the output may be one of the inputs. In all others outputs and inputs are distinct.
 * - **Nothing is read from an output** unless the function says that it accumulates: old content, NaN included, disappears.
 * - **Deterministic**: the same inputs give the same bits on the same backend, whatever the number of threads
 *   (split work over rows or columns of the result, never over the length of a sum).
 * - **Synchronous**, and free of lasting garbage: scratch memory is the backend's own, grown on demand and kept. The records
 *   passed in (`MatmulPlan`, `Conv2dGeometry` …) are frozen and kept by layers as long as shapes stay the same, so a
 *   backend may hang its own plan on them with a WeakMap.
 * - **A call may be cut off at any point**: a notebook's Stop button unwinds every JavaScript frame, without `finally`. The
 *   next call must find a usable backend (for instance: reset a job's counters when the job starts, not when it ends).
 * - **Sums** are at least as exact as float32 with several partial sums; `reference` sums in float64 within one output element.
 */

/** The numbers of a tensor. Plain typed arrays: anything may read and write them without asking the backend. */
export type Storage = Float32Array | Float64Array;

export type DataType = 'float32' | 'float64';

export interface Backend {
  /** `reference` or `wasm`. */
  readonly name: string;
  /** One line for people: `reference (float32)`, `wasm (relaxed SIMD, 2 threads)`. */
  readonly description: string;
  readonly dataType: DataType;

  /**
   * Zero-filled storage, usable until the returned object itself is unreachable; its memory is returned by a
   * FinalizationRegistry, and users never free anything. A `subarray` does not keep it alive: never keep one. Views stay valid when
   * a shared memory grows. Rare: layers keep their buffers, so a warm training step allocates nothing.
   *
   * @throws RangeError when the memory is exhausted, saying how much was asked for and how much is in use.
   */
  allocate(length: number): Storage;
  /** The same for positions, as pooling keeps them. */
  allocateIndices(length: number): Int32Array;

  // ---- matrices ------------------------------------------------------------------------------------------------------------

  /**
   * C = alpha · op(A) · op(B) [+ bias added to every row] [+ C], where op is the identity or the transpose.
   * op(A) is m×k, op(B) is k×n, C is m×n, bias has n numbers. A transposed A is stored k×m, a transposed B is stored n×k.
   */
  matmul(plan: MatmulPlan, a: Storage, b: Storage, c: Storage, bias: Storage | null): void;

  /** y = x with its axes in another order: y's axis i is x's axis `order[i]`. `shape` is x's. */
  permute(shape: readonly number[], order: readonly number[], x: Storage, y: Storage): void;

  // ---- element by element ------------------------------------------------------------------------------------------------

  unary(operation: UnaryOperation, x: Storage, y: Storage): void;

  /**
   * y = a ∘ b with broadcasting. `shape` is y's; strides say how far a step along an axis moves in the operand, 0 where it is
   * repeated. Axes that can be merged have been merged, so equal shapes arrive as shape [n], strides [1], [1], and a scalar as
   * strides [0]. y is always dense.
   */
  binary(
    operation: BinaryOperation,
    shape: readonly number[],
    a: Storage,
    aStrides: readonly number[],
    b: Storage,
    bStrides: readonly number[],
    y: Storage,
  ): void;

  /** y = alpha·x + beta·y. With beta = 0, y is not read. */
  axpby(alpha: number, x: Storage, beta: number, y: Storage): void;

  /** y = f(x). `slope` is the slope of leakyRelu left of zero and ignored by the others. relu(NaN) is NaN. */
  activate(kind: Activation, slope: number, x: Storage, y: Storage): void;

  /** dx = dy · f′, with f′ written in terms of the output: relu y > 0, leakyRelu y > 0 ? 1 : slope, sigmoid y(1 − y), tanh 1 − y². */
  activateBackward(kind: Activation, slope: number, y: Storage, dy: Storage, dx: Storage): void;

  // ---- reductions ----------------------------------------------------------------------------------------------------------

  /**
   * Reduces the middle axis of an outer × length × inner array to outer × inner. Of equal extremes `argmax` and `argmin` give the first
   * position; a NaN wins against every number in all of max, min, argmax and argmin.
   */
  reduce(operation: ReduceOperation, outer: number, length: number, inner: number, x: Storage, y: Storage): void;

  /** Σ xᵢ·yᵢ. */
  dot(x: Storage, y: Storage): number;

  // ---- softmax and its loss ------------------------------------------------------------------------------------------------

  /** Each row of y = exp(x − max x) / Σ exp(x − max x). */
  softmax(rows: number, columns: number, x: Storage, y: Storage): void;

  /**
   * Mean over rows of −Σ targets · log softmax(x), computed as Σ targets · (log Σ exp(x − max) − (x − max)); keeps softmax(x) in
   * `probabilities`. Each row of targets is a distribution (one-hot, or softened).
   */
  softmaxCrossEntropy(rows: number, columns: number, x: Storage, targets: Storage, probabilities: Storage): number;

  /** dx = (probabilities − targets) / rows. */
  softmaxCrossEntropyBackward(
    rows: number,
    columns: number,
    probabilities: Storage,
    targets: Storage,
    dx: Storage,
  ): void;

  // ---- images: N×C×H×W -----------------------------------------------------------------------------------------------------

  /** y (N×F×OH×OW) = correlation of x (N×C×H×W) with weight (F × C/groups × KH × KW) [+ bias (F)]; zero padding. */
  conv2dForward(geometry: Conv2dGeometry, x: Storage, weight: Storage, bias: Storage | null, y: Storage): void;
  /** dWeight, and dBias = Σ dy over N, OH, OW unless it is null. Overwrites both. */
  conv2dBackwardWeight(
    geometry: Conv2dGeometry,
    x: Storage,
    dy: Storage,
    dWeight: Storage,
    dBias: Storage | null,
  ): void;
  conv2dBackwardInput(geometry: Conv2dGeometry, dy: Storage, weight: Storage, dx: Storage): void;

  /**
   * The largest value of each window, and in `positions` where it stood: h·W + w in its plane. Padding never wins; of equal values the first
   * in row-major order does; a NaN wins.
   */
  maxPool2dForward(geometry: Pool2dGeometry, x: Storage, y: Storage, positions: Int32Array): void;
  /** Each dy goes to the position that won; positions chosen by several windows get the sum. */
  maxPool2dBackward(geometry: Pool2dGeometry, dy: Storage, positions: Int32Array, dx: Storage): void;

  /** Each window's sum ÷ (kernelHeight · kernelWidth): padding counts as zeros. */
  avgPool2dForward(geometry: Pool2dGeometry, x: Storage, y: Storage): void;
  avgPool2dBackward(geometry: Pool2dGeometry, dy: Storage, dx: Storage): void;

  /**
   * y = gamma·(x − mean)/√(variance + epsilon) + beta with the statistics of this batch, one per channel, over N and inner. Writes mean and
   * the biased variance (÷ count; computed from differences to the mean, not as E[x²] − E[x]²).
   */
  batchNormForward(
    geometry: BatchNormGeometry,
    x: Storage,
    gamma: Storage,
    beta: Storage,
    mean: Storage,
    variance: Storage,
    y: Storage,
  ): void;
  /** The same formula with given statistics (the running ones, for inference). */
  batchNormInference(
    geometry: BatchNormGeometry,
    x: Storage,
    gamma: Storage,
    beta: Storage,
    mean: Storage,
    variance: Storage,
    y: Storage,
  ): void;
  /**
   * With x̂ = (x − mean)/√(variance + epsilon) and m = the count per channel: dGamma = Σ dy·x̂, dBeta = Σ dy,
   * dx = gamma/√(variance + epsilon) · (dy − dBeta/m − x̂·dGamma/m). Ioffe & Szegedy 2015, arXiv 1502.03167, §3.
   */
  batchNormBackward(
    geometry: BatchNormGeometry,
    x: Storage,
    gamma: Storage,
    mean: Storage,
    variance: Storage,
    dy: Storage,
    dx: Storage,
    dGamma: Storage,
    dBeta: Storage,
  ): void;

  // ---- optimizers ----------------------------------------------------------------------------------------------------------

  /**
   * Fast forms of optimizers' updates. An optimizer is complete without them: its own `update` is a readable loop over the numbers of one
   * tensor, which `reference` uses (it has none here). Tests hold the two forms together.
   */
  readonly updates: Partial<Record<UpdateRule, UpdateKernel>>;
}

/** Made once by `matmulPlan` and kept while shapes stay the same. */
export interface MatmulPlan {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly alpha: number;
  /** Whether the product is added to what C holds. */
  readonly accumulate: boolean;
}

export type UnaryOperation = 'negate' | 'absolute' | 'sign' | 'square' | 'sqrt' | 'reciprocal' | 'exp' | 'log';

/** The last six give 1 or 0. */
export type BinaryOperation =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'power'
  | 'maximum'
  | 'minimum'
  | 'equal'
  | 'notEqual'
  | 'greater'
  | 'greaterEqual'
  | 'less'
  | 'lessEqual';

export type Activation = 'relu' | 'leakyRelu' | 'sigmoid' | 'tanh';

export type ReduceOperation = 'sum' | 'max' | 'min' | 'argmax' | 'argmin';

/** outHeight = ⌊(height + 2·padHeight − dilationHeight·(kernelHeight − 1) − 1) / strideHeight⌋ + 1, the same for width. */
export interface Conv2dGeometry {
  readonly batch: number;
  readonly inChannels: number;
  readonly height: number;
  readonly width: number;
  readonly outChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padHeight: number;
  readonly padWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
  /** Output channels of group i see only the input channels of group i; both numbers of channels are multiples of it. */
  readonly groups: number;
}

/** Padding is smaller than the window in each axis, so that every window holds at least one pixel. */
export interface Pool2dGeometry {
  readonly batch: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padHeight: number;
  readonly padWidth: number;
}

/** x is batch × channels × inner; inner is 1 for a matrix and height·width for images. */
export interface BatchNormGeometry {
  readonly batch: number;
  readonly channels: number;
  readonly inner: number;
  readonly epsilon: number;
}

/**
 * The rules with a fast form. Each line gives the state arrays and the coefficients in the order in which they are passed, then
 * the update; w is the value, g the gradient, and arithmetic is element by element.
 *
 * - `sgd`              state –        coefficients [η]                 w ← w − η·g
 * - `momentum`         state [v]      coefficients [η, α]              v ← α·v − η·g; w ← w + v
 * - `nesterov`         state [v]      coefficients [η, α]              v ← α·v − η·g; w ← w + α·v − η·g
 * - `adaGrad`          state [h]      coefficients [η, ε]              h ← h + g²; w ← w − η·g/(√h + ε)
 * - `adaGradMomentum`  state [h, v]   coefficients [η, α, ε]           h ← h + g²; v ← α·v − η·g/(√h + ε); w ← w + v
 * - `rmsProp`          state [h]      coefficients [η, ρ, ε]           h ← ρ·h + (1 − ρ)·g²; w ← w − η·g/(√h + ε)
 * - `adam`             state [m, v]   coefficients [η, β₁, β₂, ε, c₁, c₂]   m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²;
 *   w ← w − η·(m/c₁)/(√(v/c₂) + ε), where c₁ = 1 − β₁ᵗ and c₂ = 1 − β₂ᵗ come ready (AdamW scales w before, with `axpby`).
 */
export type UpdateRule = 'sgd' | 'momentum' | 'nesterov' | 'adaGrad' | 'adaGradMomentum' | 'rmsProp' | 'adam';

/** Updates value and state in place; gradient is only read. */
export type UpdateKernel = (
  value: Storage,
  gradient: Storage,
  state: readonly Storage[],
  coefficients: readonly number[],
) => void;

/*
 * Numbers by which a job names what is to be done. AssemblyScript and TypeScript both read this file, so it holds plain numbers
 * without types.
 */

// Operations: what a chunk of a job does.
export const MULTIPLY = 0;
export const UNARY = 1;
export const BINARY_ROW = 2;
export const AXPBY = 3;
export const ACTIVATE = 4;
export const ACTIVATE_BACKWARD = 5;
export const PERMUTE = 6;
export const SUM_ROWS = 7;
export const SUM_COLUMNS = 8;
export const EXTREME = 9;
export const DOT = 10;
export const SOFTMAX = 11;
export const SOFTMAX_CROSS_ENTROPY = 12;
export const SOFTMAX_CROSS_ENTROPY_BACKWARD = 13;
export const UPDATE = 14;
export const PAD_IMAGES = 15;
export const TURN_WEIGHT = 16;
export const PACK_WEIGHT = 17;
export const CONVOLVE = 18;
export const CONVOLVE_WEIGHT = 19;
export const ADD_PARTS = 20;
export const SUM_CHANNELS = 21;
export const MAX_POOL = 22;
export const MAX_POOL_BACKWARD = 23;
export const AVERAGE_POOL = 24;
export const AVERAGE_POOL_BACKWARD = 25;
export const CHANNEL_STATISTICS = 26;
export const NORMALIZE = 27;
export const NORMALIZE_BACKWARD = 28;
export const BINARY_ROWS = 29;

// Unary functions.
export const NEGATE = 0;
export const ABSOLUTE = 1;
export const SIGN = 2;
export const SQUARE = 3;
export const SQRT = 4;
export const RECIPROCAL = 5;
export const EXP = 6;
export const LOG = 7;

// Binary functions.
export const ADD = 0;
export const SUBTRACT = 1;
export const MULTIPLY_ELEMENTS = 2;
export const DIVIDE = 3;
export const POWER = 4;
export const MAXIMUM = 5;
export const MINIMUM = 6;
export const EQUAL = 7;
export const NOT_EQUAL = 8;
export const GREATER = 9;
export const GREATER_EQUAL = 10;
export const LESS = 11;
export const LESS_EQUAL = 12;

// Activations.
export const RELU = 0;
export const LEAKY_RELU = 1;
export const SIGMOID = 2;
export const TANH = 3;

// Extremes.
export const MAX = 0;
export const MIN = 1;
export const ARGMAX = 2;
export const ARGMIN = 3;

// Update rules.
export const SGD = 0;
export const MOMENTUM = 1;
export const NESTEROV = 2;
export const ADAGRAD = 3;
export const ADAGRAD_MOMENTUM = 4;
export const RMSPROP = 5;
export const ADAM = 6;

// What the sums of a product begin with.
export const FROM_ZERO = 0;
export const FROM_OUTPUT = 1;
export const FROM_COLUMN_BIAS = 2;
export const FROM_ROW_BIAS = 3;

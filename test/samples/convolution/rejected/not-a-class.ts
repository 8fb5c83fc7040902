// The name is there, but it is a number.
export const Convolution = 4;

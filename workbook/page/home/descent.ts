/** A point in the plane. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The bowl of the first lesson, f(x, y) = x²/20 + y², twenty times flatter along x than along y. */
export function gradient({ x, y }: Point): Point {
  return { x: x / 10, y: 2 * y };
}

/** One optimizer's memory of one coordinate: given its gradient, how far the coordinate moves. */
type Rule = () => (slope: number) => number;

const rules = {
  SGD: () => (slope) => -0.95 * slope,
  Momentum: () => {
    let velocity = 0;
    return (slope) => (velocity = 0.9 * velocity - 0.1 * slope);
  },
  AdaGrad: () => {
    let sum = 0;
    return (slope) => {
      sum += slope * slope;
      return (-1.5 * slope) / (Math.sqrt(sum) + 1e-7);
    };
  },
  Adam: () => {
    let mean = 0;
    let square = 0;
    let step = 0;
    return (slope) => {
      step++;
      mean = 0.9 * mean + 0.1 * slope;
      square = 0.999 * square + 0.001 * slope * slope;
      return (-0.3 * (mean / (1 - 0.9 ** step))) / (Math.sqrt(square / (1 - 0.999 ** step)) + 1e-7);
    };
  },
} satisfies Record<string, Rule>;

export type Optimizer = keyof typeof rules;
export const optimizers = Object.keys(rules) as Optimizer[];

/** The first `steps` points of an optimizer's way from `start`, with the learning rates of the first lesson. */
export function descend(optimizer: Optimizer, start: Point, steps = 30): Point[] {
  const moveX = rules[optimizer]();
  const moveY = rules[optimizer]();
  const path = [start];
  for (let step = 0; step < steps; step++) {
    const { x, y } = path[step];
    const slope = gradient({ x, y });
    path.push({ x: x + moveX(slope.x), y: y + moveY(slope.y) });
  }
  return path;
}

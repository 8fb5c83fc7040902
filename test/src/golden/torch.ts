import { readFileSync } from 'node:fs';

/** An array as generate.py writes it. */
export interface Listed {
  shape: number[];
  data: number[];
}

export interface LayerCase {
  layer: string;
  options: unknown[];
  x: Listed;
  y: Listed;
  dy: Listed;
  dx: Listed;
  parameters: Record<string, Listed>;
  gradients: Record<string, Listed>;
  state?: Record<string, Listed>;
  inference?: { x: Listed; y: Listed };
}

export interface LossCase {
  loss: string;
  x: Listed;
  targets: Listed;
  value: number;
  dx: Listed;
}

export interface OptimizerCase {
  optimizer: string;
  options: Record<string, number>;
  start: number[];
  gradients: number[][];
  values: number[][];
}

/** What PyTorch computes, in double precision; see generate.py. */
export const golden = JSON.parse(readFileSync(new URL('torch.json', import.meta.url), 'utf8')) as {
  torch: string;
  layers: LayerCase[];
  losses: LossCase[];
  optimizers: OptimizerCase[];
};

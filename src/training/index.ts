export { earlyStopping, type Callback, type EarlyStoppingOptions, type TrainingState } from './callbacks.ts';
export { evaluate, type EvaluateOptions } from './evaluate.ts';
export { fit, type FitOptions } from './fit.ts';
export { GradientCheck, gradientCheck, type GradientCheckOptions, type GradientCheckRow } from './gradient-check.ts';
export { History, type EpochRecord } from './history.ts';
export { accuracy, type Metric } from './metrics.ts';

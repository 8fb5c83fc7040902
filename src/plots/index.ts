export { contour, type ContourOptions, type Interval, type Path, type Surface } from './contour.ts';
export { curves, type CurvesOptions, lossCurves, type LossCurvesOptions, type Series, smoothed } from './curves.ts';
export type { Figure, Frame, Trace } from './figure.ts';
export { race, type RaceOptions } from './race.ts';
export { confusionMatrix, type ConfusionOptions } from './confusion.ts';
export { histograms, type HistogramsOptions } from './histograms.ts';
export { imageGrid, type ImageGridOptions } from './images.ts';

export { contour, type ContourOptions, type Interval, type Path, type Surface } from './contour.ts';
export { curves, type CurvesOptions, lossCurves, type LossCurvesOptions, type Series, smoothed } from './curves.ts';
export type { Figure, Frame, Trace } from './figure.ts';
export { race, type RaceOptions } from './race.ts';

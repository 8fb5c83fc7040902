export {
  augment,
  brightness,
  contrast,
  cutout,
  mirror,
  noise,
  shift,
  tilt,
  type Augmentation,
  type ImagePart,
} from './augmentation.ts';

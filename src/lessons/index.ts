export { optimizersLesson } from './optimizers.ts';

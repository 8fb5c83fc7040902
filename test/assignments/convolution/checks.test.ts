import { samplesBehaveAsExpected } from '../samples.ts';

samplesBehaveAsExpected('convolution');

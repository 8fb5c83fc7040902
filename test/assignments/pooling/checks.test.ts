import { samplesBehaveAsExpected } from '../samples.ts';

samplesBehaveAsExpected('pooling');

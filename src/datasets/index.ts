export { Dataset, datasetOf, type DatasetParts, type ExampleData } from './dataset.ts';
export { loadMnist, type Mnist, type MnistOptions } from './mnist.ts';

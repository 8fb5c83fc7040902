export { Sequential } from './sequential.ts';
export { Summary, type SummaryRow } from './summary.ts';

export type * from './backend/backend.ts';
export { backendNames, getBackend, setBackend, withBackend, type BackendName } from './backend/index.ts';

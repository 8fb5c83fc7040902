export { run, serve, settle } from './threads';
export { useWorkspace } from './workspace';

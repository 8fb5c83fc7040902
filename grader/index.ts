// The autograder: hidden cases, a sandbox for student code, a comparison outside of it, and reports.
export { grade } from './grade.ts';
export type { GradeOptions } from './grade.ts';
export { writeCsv } from './reports/csv.ts';
export { writeJson } from './reports/json.ts';
export type { CaseResult, Results, SubmissionResult, Verdict } from './results.ts';
export { findSandbox } from './sandbox/host.ts';
export { SandboxUnavailable } from './sandbox/unavailable.ts';
export { graderVersion } from './version.ts';
export type { Progress, ResultSink, WorkSource } from './work.ts';

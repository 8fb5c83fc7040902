import type { Language } from '../index.ts';
import type { CheckResult } from './specification.ts';

/** What the process that runs a learner's code is asked to do. */
export interface Job {
  readonly assignment: string;
  readonly className: string;
  readonly language: Language;
  readonly modules: readonly { readonly url: string; readonly cell?: number; readonly shared: readonly string[] }[];
}

/** What that process tells, in this order; anything may be missing when the learner's code ends the process. */
export type Report =
  | { readonly kind: 'loading'; readonly cell?: number }
  | { readonly kind: 'skipped'; readonly cell: number; readonly message: string }
  | { readonly kind: 'loadFailed'; readonly message: string }
  | { readonly kind: 'missingClass'; readonly received: string }
  | { readonly kind: 'started'; readonly id: string; readonly title: string }
  | { readonly kind: 'result'; readonly result: CheckResult }
  | { readonly kind: 'done' };

import Mocha from 'mocha';
import type { Language } from '../index.ts';
import type { Nested } from '../ndarray.ts';
import { CheckFailure, type Comparison, compareArrays } from './compare.ts';
import { messages, type TFunction } from './language.ts';
import { describeError, isNotImplemented } from './learner-error.ts';

/** What a specification of checks works with: mocha's `describe` and `it`, and comparisons that explain themselves. */
export interface CheckTools<Subject> {
  /** The class under check. */
  readonly Subject: Subject;
  readonly t: TFunction;
  /** mocha's `describe`, titled from the catalogue. */
  readonly group: (id: string, body: () => void) => void;
  /** mocha's `it`, titled from the catalogue. */
  readonly check: (id: string, body: () => void) => void;
  /** Fails with the first difference, both arrays and a likely cause, unless `yours` equals `expected`. */
  readonly same: (name: string, yours: unknown, expected: Nested, comparison: Comparison) => void;
  /** Fails unless the call throws: any Error, or a RangeError. `what` names the call's argument for the reader. */
  readonly refuses: (what: string, kind: 'Error' | 'RangeError', call: () => unknown) => void;
}

/** The public checks of one assignment; `namespace` is the name of its message catalogue. */
export interface Specification<Subject> {
  readonly namespace: string;
  define(tools: CheckTools<Subject>): void;
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  /** Why it failed, in the learner's language; empty for a check that passed. */
  readonly message: string;
  /** Whether it failed only because that part of the starter is not filled in yet. */
  readonly unfilled: boolean;
}

export interface RunOptions {
  readonly language: Language;
  /** Called before each check starts; the check waits for it. */
  readonly onStart?: (check: { readonly id: string; readonly title: string }) => Promise<void>;
  /** Called after each check. */
  readonly onResult?: (result: CheckResult) => void;
}

/** mocha prints nothing here: the results are returned. */
class Quiet extends Mocha.reporters.Base {}

function requireRefusal(t: TFunction, what: string, kind: 'Error' | 'RangeError', call: () => unknown): void {
  try {
    call();
  } catch (error) {
    if (isNotImplemented(error)) throw error;
    if (error instanceof (kind === 'RangeError' ? RangeError : Error)) return;
    throw new CheckFailure(t('refusal.other', { what, kind, received: describeError(error, t) }));
  }
  throw new CheckFailure(t('refusal.none', { what, kind }));
}

function suiteOf<Subject>(mocha: Mocha, specification: Specification<Subject>, subject: Subject, t: TFunction) {
  const bdd = {} as Pick<Mocha.MochaGlobals, 'describe' | 'it'>;
  // This event is how mocha hands its interface to a file; with an object of our own, nothing becomes global.
  mocha.suite.emit('pre-require', bdd, '', mocha);
  const ids = new Map<unknown, string>();
  const { namespace } = specification;
  specification.define({
    Subject: subject,
    t,
    group: (id, body) => void bdd.describe(t(`${namespace}:groups.${id}`), body),
    check: (id, body) => void ids.set(bdd.it(t(`${namespace}:checks.${id}`), body), id),
    same: (name, yours, expected, comparison) => compareArrays(t, namespace, name, yours, expected, comparison),
    refuses: (what, kind, call) => requireRefusal(t, what, kind, call),
  });
  return ids;
}

/** The identifiers and titles of all checks, in the order in which they run. */
export function listChecks<Subject>(
  specification: Specification<Subject>,
  language: Language,
): { id: string; title: string }[] {
  const ids = suiteOf(new Mocha({ ui: 'bdd' }), specification, undefined as Subject, messages(language));
  return [...ids].map(([test, id]) => ({ id, title: (test as Mocha.Test).title }));
}

/** Runs the checks against a class with mocha, one after the other, in this process. */
export async function runSpecification<Subject>(
  specification: Specification<Subject>,
  subject: Subject,
  options: RunOptions,
): Promise<CheckResult[]> {
  const t = messages(options.language);
  const results: CheckResult[] = [];
  // No time limit here: one cannot stop an endless loop in its own process. A parent process, or the reader, does.
  const mocha = new Mocha({ ui: 'bdd', reporter: Quiet, timeout: 0 });
  const ids = suiteOf(mocha, specification, subject, t);
  const { onStart, onResult } = options;
  if (onStart) {
    mocha.suite.beforeEach(function announce() {
      const test = this.currentTest;
      return onStart({ id: ids.get(test) ?? '', title: test?.title ?? '' });
    });
  }
  const record = (test: Mocha.Test, error?: unknown): void => {
    const message = error === undefined ? '' : describeError(error, t);
    const result = {
      id: ids.get(test) ?? '',
      title: test.title,
      passed: error === undefined,
      message,
      unfilled: isNotImplemented(error),
    };
    results.push(result);
    onResult?.(result);
  };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => {
        resolve();
      })
      .on('pass', (test) => {
        record(test);
      })
      .on('fail', (test: Mocha.Test, error: unknown) => {
        record(test, error);
      });
  });
  return results;
}

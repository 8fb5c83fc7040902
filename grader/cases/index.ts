import { assignmentNamed } from '../../assignments/index.ts';
import { convolutionCases } from './convolution/index.ts';
import type { CaseDefinition } from './define.ts';
import { poolingCases } from './pooling/index.ts';
import type { Ingredients } from './random.ts';
import { Random, keyOf } from './random.ts';
import { Recorder } from './recorder.ts';
import { ReferenceConvolution } from './reference/convolution.ts';
import { ReferenceMaxPooling } from './reference/pooling.ts';
import type { HiddenCase } from './steps.ts';

export type { Ingredients } from './random.ts';
export type { Expected, HiddenCase, Step } from './steps.ts';

const usualSeconds = 2;

interface Exam {
  readonly definitions: readonly CaseDefinition[];
  recorder(): Recorder;
}

const exams: Readonly<Record<string, Exam>> = {
  convolution: { definitions: convolutionCases, recorder: () => new Recorder(ReferenceConvolution) },
  pooling: { definitions: poolingCases, recorder: () => new Recorder(ReferenceMaxPooling) },
};

function examOf(assignment: string): Exam {
  const { name } = assignmentNamed(assignment);
  if (!Object.hasOwn(exams, name)) throw new RangeError(`The assignment ${name} has no hidden cases yet.`);
  return exams[name];
}

/** The cases of an assignment without their numbers, in the order in which they run. */
export function definitionsOf(assignment: string): readonly CaseDefinition[] {
  return examOf(assignment).definitions;
}

/** The hidden cases of one submission. The same ingredients give the same cases, byte for byte. */
export function casesFor(ingredients: Ingredients): readonly HiddenCase[] {
  const exam = examOf(ingredients.assignment);
  return exam.definitions.map((definition) => {
    const { id, points, title, hint, seconds = usualSeconds } = definition;
    const recorder = exam.recorder();
    definition.build(recorder, new Random(keyOf(ingredients, id)));
    return { id, points, title, hint, seconds, steps: recorder.steps, expected: recorder.expected };
  });
}

import type { Bilingual } from '../language/index.ts';
import { right, showVerdicts, type Verdict, wrong } from './verdict.ts';

export interface Question {
  /** The letter of the right choice. */
  readonly answer: string;
  readonly choices: readonly string[];
  /** Why it is right; shown once it has been chosen. */
  readonly why: Bilingual;
  /** Where to look again. */
  readonly hint: Bilingual;
}

/** What is to be said about one answer; a letter that is no choice counts as none given. */
export function judge(number: number, { answer, choices, why, hint }: Question, given: string): Verdict {
  const letter = given.trim().toLowerCase();
  if (!choices.includes(letter)) {
    const list = choices.join(', ');
    return wrong({ ko: `${number}번: ${list} 가운데 하나를 적어 주세요.`, en: `${number}: write one of ${list}.` });
  }
  return letter === answer
    ? right({ ko: `${number}번: 맞습니다. ${why.ko}`, en: `${number}: Right. ${why.en}` })
    : wrong({ ko: `${number}번: 다시 생각해 보세요. ${hint.ko}`, en: `${number}: Not quite. ${hint.en}` });
}

/** Shows a verdict for each question. @throws RangeError when there are more answers than questions. */
export function checkQuiz(questions: readonly Question[], answers: readonly string[]): void {
  if (answers.length > questions.length) {
    throw new RangeError(`quiz: there must be at most ${questions.length} answers; received ${answers.length}`);
  }
  showVerdicts(questions.map((question, index) => judge(index + 1, question, answers[index] ?? '')));
}

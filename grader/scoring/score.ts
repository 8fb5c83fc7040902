import type { HiddenCase } from '../cases/index.ts';
import type { Language } from '../language.ts';
import { sentences } from '../language.ts';
import type { CaseResult } from '../results.ts';
import type { Judgement } from './judge.ts';

/** A case's result in words: a passed case earns all of its points, any other none. */
export function caseResult(
  { id, title, points, hint }: HiddenCase,
  { verdict, note }: Judgement,
  language: Language,
): CaseResult {
  const passed = verdict === 'passed';
  const explained = note ? sentences(note, hint) : hint;
  return {
    id,
    title: title[language],
    points,
    earned: passed ? points : 0,
    verdict,
    hint: passed ? '' : explained[language],
  };
}

export const sumOf = (cases: readonly CaseResult[], what: 'points' | 'earned'): number =>
  cases.reduce((total, each) => total + each[what], 0);

// The checks for a notebook: they run in the notebook's own process on the class that its cells have made, and are shown under the cell.
import type { Assignment, Language } from '../index.ts';
import { type GradientPair, gradientText } from './gradient.ts';
import { type Figure, gradientFigure } from './gradient-figure.ts';
import { messages, type TFunction, usualLanguage } from './language.ts';
import { describeError } from './learner-error.ts';
import { type CheckResult, runSpecification } from './specification.ts';
import { specificationOf } from './specifications.ts';

const displayMethod = Symbol.for('Jupyter.display');

/** A value that a notebook shows in the richest of these forms that it knows. */
export interface Shown {
  [displayMethod](): Record<string, unknown>;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function shownText(text: string): Shown {
  return {
    [displayMethod]: () => ({
      'text/plain': text,
      'text/html': `<pre style="white-space:pre-wrap">${escaped(text)}</pre>`,
    }),
  };
}

function summary(results: readonly CheckResult[], t: TFunction): string[] {
  const passed = results.filter((result) => result.passed).length;
  return [t('report.count', { passed, total: results.length }), t('report.notGrade')];
}

function plainTable(title: string, results: readonly CheckResult[], t: TFunction): string {
  const lines = results.flatMap(({ title: name, passed, message }) =>
    passed ? [`✓ ${name}`] : [`✗ ${name}`, message.replaceAll(/^/gm, '    ')],
  );
  return [title, ...lines, '', ...summary(results, t)].join('\n');
}

/** Every colour is the notebook's own, so the table reads on light and on dark pages. */
function htmlTable(title: string, results: readonly CheckResult[], t: TFunction): string {
  const rows = results.map(({ title: name, passed, message }) => {
    const detail = passed ? '' : `<pre style="margin:0.3em 0;white-space:pre-wrap">${escaped(message)}</pre>`;
    const mark = passed ? '✓' : '✗';
    return `<tr><td style="text-align:left">${mark} ${t(passed ? 'report.passed' : 'report.failed')}</td><td style="text-align:left">${escaped(name)}${detail}</td></tr>`;
  });
  const head = `<tr><th style="text-align:left">${t('report.outcome')}</th><th style="text-align:left">${t('report.check')}</th></tr>`;
  const [count, notGrade] = summary(results, t).map(escaped);
  return `<table><caption style="text-align:left"><b>${escaped(title)}</b></caption><thead>${head}</thead><tbody>${rows.join('')}</tbody></table><p><b>${count}</b> ${notGrade}</p>`;
}

/** Runs the public checks on a class and returns a table of the outcomes, to be a cell's last value. */
export async function checksInNotebook(
  assignment: Assignment,
  subject: unknown,
  language: Language = usualLanguage(),
): Promise<Shown & { readonly results: readonly CheckResult[] }> {
  const t = messages(language);
  const title = t('report.title', { title: assignment.titles[language] });
  const results = await runSpecification(specificationOf(assignment.name), subject, { language });
  if (results.every(({ unfilled }) => unfilled)) {
    const text = t('problem.unfilled', { message: results[0].message });
    return { results, ...shownText(text) };
  }
  return {
    results,
    [displayMethod]: () => ({
      'text/plain': plainTable(title, results, t),
      'text/html': htmlTable(title, results, t),
    }),
  };
}

/** Compares the gradients of a class with finite differences and returns heat maps of the distance, to be a cell's last value. */
export function gradientsInNotebook(
  assignment: Assignment,
  gradients: (t: TFunction) => GradientPair[],
  language: Language = usualLanguage(),
): Shown & Partial<Figure> {
  const t = messages(language);
  let pairs: GradientPair[];
  try {
    pairs = gradients(t);
  } catch (error) {
    return shownText(describeError(error, t));
  }
  const figure = gradientFigure(pairs, assignment.className, t);
  const text = pairs.map((pair) => gradientText(pair, t).text).join('\n');
  return {
    ...figure,
    [displayMethod]: () => ({
      'application/vnd.plotly.v1+json': figure,
      'text/html': `<pre>${escaped(text)}</pre>`,
      'text/plain': text,
    }),
  };
}

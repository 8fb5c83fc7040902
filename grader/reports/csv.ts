import writeFileAtomic from 'write-file-atomic';
import type { Results, SubmissionResult } from '../results.ts';

type Field = string | number | null;

/** Excel reads UTF-8, and Korean names with it, only after this mark. */
const byteOrderMark = '\uFEFF';

/**
 * One field as RFC 4180 writes it. A spreadsheet runs a text that begins like a formula, so such a text gets an apostrophe in
 * front, as OWASP advises.
 */
export function csvField(value: Field): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // A control character could end the line, or hide the sign that starts a formula.
  const plain = value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  const harmless = /^\s*[=+\-@＝＋－＠]/u.test(plain) ? `'${plain}` : plain;
  return /[",;\s']/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A row for each submission: its name, status and score, the points of each case, and the reason where there is one. */
export function csvText({ results }: Results): string {
  const ids = [...new Set(results.flatMap(({ cases }) => cases.map(({ id }) => id)))];
  const row = ({ submission, status, score, maxScore, cases, reason }: SubmissionResult): Field[] => {
    const earned = new Map(cases.map((each) => [each.id, each.earned]));
    return [submission, status, score, maxScore, ...ids.map((id) => earned.get(id) ?? null), reason ?? ''];
  };
  const rows = [['submission', 'status', 'score', 'maxScore', ...ids, 'reason'], ...results.map(row)];
  return `${byteOrderMark}${rows.map((fields) => `${fields.map(csvField).join(',')}\r\n`).join('')}`;
}

/** Writes the gradebook as CSV. The file is there as a whole or not at all. */
export async function writeCsv(file: string, results: Results): Promise<void> {
  await writeFileAtomic(file, csvText(results));
}

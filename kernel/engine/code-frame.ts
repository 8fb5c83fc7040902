export interface Place {
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  /** How many characters to underline; 1 if it is not known. */
  length?: number;
}

const around = 2;

/** The lines around a place in a text, with line numbers and a mark under the place. */
export function codeFrame(text: string, { line, column, length = 1 }: Place): string {
  const lines = text.split('\n');
  const first = Math.max(1, line - around);
  const last = Math.min(lines.length, line + around);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const content = lines[number - 1].replace(/\r$/, '');
    const here = number === line;
    shown.push(`${here ? '>' : ' '} ${String(number).padStart(width)} | ${content}`.trimEnd());
    if (here) {
      // Tabs are kept, so that the mark stands where the reader's tab width puts the character.
      const indent = content.slice(0, column - 1).replace(/[^\t]/g, ' ');
      const marks = '^'.repeat(Math.max(1, Math.min(length, content.length - column + 1)));
      shown.push(`  ${' '.repeat(width)} | ${indent}\u001b[31m${marks}\u001b[39m`);
    }
  }
  return shown.join('\n');
}

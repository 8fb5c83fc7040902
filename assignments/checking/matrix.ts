/**
 * A matrix as one writes it in mathematics programs: `matrix('1 2; 3 4')` is `[[1, 2], [3, 4]]`.
 * Keeps the numbers of a check on one line. Throws a SyntaxError for anything that is not a number.
 */
export function matrix(text: string): number[][] {
  return text.split(';').map((row) =>
    row
      .trim()
      .split(/\s+/)
      .map((word) => {
        const value = Number(word);
        if (word === '' || Number.isNaN(value))
          throw new SyntaxError(`matrix must hold numbers. Received "${word}" in "${text}".`);
        return value;
      }),
  );
}

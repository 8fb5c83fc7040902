/** The first of the names `name(0)`, `name(1)`, … that is not taken. */
export function freeName(taken: ReadonlySet<string>, name: (attempt: number) => string): string {
  // Each attempt differs, so that one of the first `taken.size + 1` is free.
  for (let attempt = 0; attempt <= taken.size; attempt += 1) {
    if (!taken.has(name(attempt))) return name(attempt);
  }
  throw new RangeError('freeName: name must give a different text for each attempt');
}

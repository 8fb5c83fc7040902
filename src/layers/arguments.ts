/** Returns the number. @throws RangeError unless it is a whole number, at least `least`. */
export function checkCount(owner: string, name: string, value: number, least = 1): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${owner}: ${name} must be a whole number, at least ${least}; received ${String(value)}`);
  }
  return value;
}

/** Returns the number. @throws RangeError unless it is finite and inside [low, high], or [low, high) with `open`. */
export function checkNumber(
  owner: string,
  name: string,
  value: number,
  { low = -Infinity, high = Infinity, open = false }: { low?: number; high?: number; open?: boolean } = {},
): number {
  if (!Number.isFinite(value) || value < low || value > high || (open && value === high)) {
    const above = low === -Infinity ? '' : `, at least ${low}`;
    const below = high === Infinity ? '' : `, ${open ? 'below' : 'at most'} ${high}`;
    throw new RangeError(`${owner}: ${name} must be a finite number${above}${below}; received ${String(value)}`);
  }
  return value;
}

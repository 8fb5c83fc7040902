import { createCipheriv, createHash, createHmac } from 'node:crypto';

const block = Buffer.alloc(4096);

/**
 * A reproducible stream of numbers that nobody can predict without its key: the keystream of AES-256 in counter mode.
 * A generator with a short seed would let a submission that sees one case compute the others.
 */
export class Random {
  readonly #cipher: ReturnType<typeof createCipheriv>;
  #bytes = Buffer.alloc(0);
  #at = 0;

  /** The key is 32 bytes. */
  constructor(key: Uint8Array) {
    this.#cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  }

  /** A number in [0, 1) with 53 random bits. */
  next(): number {
    if (this.#at + 8 > this.#bytes.length) {
      this.#bytes = this.#cipher.update(block);
      this.#at = 0;
    }
    const high = this.#bytes.readUInt32LE(this.#at) >>> 5;
    const low = this.#bytes.readUInt32LE(this.#at + 4) >>> 6;
    this.#at += 8;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** An integer from `lowest` to `highest`, both included. */
  integer(lowest: number, highest: number): number {
    return lowest + Math.floor(this.next() * (highest - lowest + 1));
  }

  /** A number from `lowest` to `highest`. */
  between(lowest: number, highest: number): number {
    return lowest + this.next() * (highest - lowest);
  }

  /** Two different integers from `lowest` to `highest`: an image that is square hides exchanged axes. */
  twoDifferent(lowest: number, highest: number): [number, number] {
    const first = this.integer(lowest, highest);
    const second = this.integer(lowest, highest - 1);
    return [first, second >= first ? second + 1 : second];
  }

  /** The same elements in another order. */
  shuffled<T>(elements: readonly T[]): T[] {
    const order = [...elements];
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = this.integer(0, last);
      [order[last], order[other]] = [order[other], order[last]];
    }
    return order;
  }
}

/** What the cases of one submission depend on: the same ingredients give the same cases. */
export interface Ingredients {
  /** Known to the course alone. */
  readonly secret: string;
  readonly seed: string;
  readonly assignment: string;
  readonly graderVersion: string;
  /** The bytes that were handed in; a changed file gets other cases. */
  readonly submission: Uint8Array;
}

/** The key from which one case of one submission is made, so that cases can be added without changing their neighbours. */
export function keyOf(ingredients: Ingredients, caseId: string): Uint8Array {
  const digest = createHash('sha256').update(ingredients.submission).digest('hex');
  const { assignment, graderVersion, seed } = ingredients;
  return createHmac('sha256', ingredients.secret)
    .update(JSON.stringify([assignment, graderVersion, seed, digest, caseId]))
    .digest();
}

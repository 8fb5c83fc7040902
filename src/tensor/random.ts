import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * A seeded stream of random numbers: the same seed gives the same numbers on every machine.
 *
 * xoroshiro128+ (Blackman & Vigna 2018, arXiv 1805.01407) through the package pure-rand.
 */
export class Random {
  readonly seed: number;
  readonly #generator: RandomGenerator;
  /** The polar method makes normal numbers in pairs; this is the one not yet given out. */
  #spare: number | null = null;

  /** @throws RangeError unless the seed is a whole number. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed))
      throw new RangeError(`Random: seed must be a whole number; received ${String(seed)}`);
    this.seed = seed;
    this.#generator = xoroshiro128plus(scramble(seed));
    // The generator starts from a nearly empty state, whose first numbers resemble those of neighbouring seeds.
    for (let i = 0; i < 24; i++) this.#generator.next();
  }

  /** A number in [low, high), all equally likely. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * uniformFloat64(this.#generator);
  }

  /** A normally distributed number, by Marsaglia's polar method (Marsaglia & Bray 1964). */
  normal(mean = 0, standardDeviation = 1): number {
    if (this.#spare !== null) {
      const value = this.#spare;
      this.#spare = null;
      return mean + standardDeviation * value;
    }
    for (;;) {
      const u = this.uniform(-1, 1);
      const v = this.uniform(-1, 1);
      const square = u * u + v * v;
      if (square > 0 && square < 1) {
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        this.#spare = v * factor;
        return mean + standardDeviation * u * factor;
      }
    }
  }

  /** A whole number from low to high − 1. @throws RangeError when there is none. */
  integer(low: number, high: number): number {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high <= low) {
      throw new RangeError(
        `Random.integer: low and high must be whole numbers with low < high; received ${low} and ${high}`,
      );
    }
    return uniformInt(this.#generator, low, high - 1);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Brings an array into random order, in place (Fisher & Yates). */
  shuffle<Items extends { [index: number]: unknown; readonly length: number }>(items: Items): Items {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(0, i + 1);
      const item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
    return items;
  }

  /** The whole numbers 0 … count − 1 in random order. */
  permutation(count: number): Int32Array {
    return this.shuffle(Int32Array.from({ length: count }, (_, i) => i));
  }

  /** One of the items, all equally likely. */
  choice<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length)];
  }

  /**
   * An independent stream for one purpose, e.g. one layer: the same seed and key always give the same stream, however many numbers
   * were drawn from this one.
   */
  fork(key: number): Random {
    return new Random(scramble(scramble(this.seed) ^ scramble(key + 0x9e3779b9)));
  }
}

/** Spreads neighbouring seeds over all 32 bits (the finaliser of MurmurHash3); seeds beyond 32 bits keep their upper part. */
function scramble(seed: number): number {
  let h = (seed ^ Math.floor(seed / 0x100000000)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

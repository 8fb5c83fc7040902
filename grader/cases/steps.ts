import type { Text } from '../language.ts';
import type { LayerOptions, Pair, PlainArray } from './reference/plain-array.ts';

/** Where the sandbox keeps an array, a layer, a result or a failure. */
export type Register = number;

export type Argument =
  | { readonly kind: 'array'; readonly register: Register }
  | { readonly kind: 'pair'; readonly pair: Pair }
  | { readonly kind: 'options'; readonly options: LayerOptions };

export type Method = 'forward' | 'backward';
export type Property = 'dWeight' | 'dBias';

/** What the sandbox does for a case, in this order. */
export type Step =
  | { readonly kind: 'array'; readonly to: Register; readonly value: PlainArray }
  | { readonly kind: 'construct'; readonly to: Register; readonly arguments: readonly Argument[] }
  | {
      readonly kind: 'call';
      readonly to: Register;
      readonly layer: Register;
      readonly method: Method;
      readonly argument: Register;
    }
  | { readonly kind: 'read'; readonly to: Register; readonly layer: Register; readonly property: Property }
  | { readonly kind: 'spoil'; readonly array: Register }
  | { readonly kind: 'spoilArguments'; readonly layer: Register }
  | { readonly kind: 'observe'; readonly register: Register };

/** What one observation must be. It never leaves the trusted side. */
export type Expected =
  | { readonly kind: 'array'; readonly value: PlainArray }
  | { readonly kind: 'rangeError' }
  | { readonly kind: 'anyError' };

/** One hidden case of one submission. */
export interface HiddenCase {
  readonly id: string;
  readonly points: number;
  readonly title: Text;
  readonly hint: Text;
  /** Wall-clock seconds that the sandbox may take for it. */
  readonly seconds: number;
  readonly steps: readonly Step[];
  readonly expected: readonly Expected[];
}

import { ARGMAX, ARGMIN, MAX } from '../../shared/codes';
import { integer, pointer } from '../arguments';
import { dotProduct, sum } from '../vector';

/** A long sum is cut into pieces of this many numbers, whatever the number of threads, so that its bits never change. */
const PIECE: i32 = 32768;

/** Arguments: x, length, parts (one f64 for each piece). Units: pieces of rows. */
export function sumRows(from: i32, to: i32): void {
  const length = integer(1);
  const pieces = (length + PIECE - 1) / PIECE;
  for (let unit = from; unit < to; unit++) {
    const start = (unit % pieces) * PIECE;
    const x = pointer(0) + ((<usize>(unit / pieces) * <usize>length + <usize>start) << 2);
    store<f64>(pointer(2) + ((<usize>unit) << 3), sum(x, min(PIECE, length - start)));
  }
}

/** Arguments: x, y, length, parts (one f64 for each piece). Units: pieces. */
export function dot(from: i32, to: i32): void {
  const length = integer(2);
  for (let unit = from; unit < to; unit++) {
    const start = unit * PIECE;
    const offset = (<usize>start) << 2;
    const product = dotProduct(pointer(0) + offset, pointer(1) + offset, min(PIECE, length - start));
    store<f64>(pointer(3) + ((<usize>unit) << 3), product);
  }
}

/** Arguments: x, y, outer, length, inner; inner > 1. Units: strips of four neighbours, in double precision. */
export function sumColumns(from: i32, to: i32): void {
  const length = integer(3);
  const inner = integer(4);
  const strips = (inner + 3) >> 2;
  const rowBytes = (<usize>inner) << 2;
  for (let unit = from; unit < to; unit++) {
    const column = (unit % strips) << 2;
    const outer = <usize>(unit / strips);
    let x = pointer(0) + outer * <usize>length * rowBytes + ((<usize>column) << 2);
    const y = pointer(1) + outer * rowBytes + ((<usize>column) << 2);
    // Arrays end on a multiple of 64 bytes, so the last strip reads beyond its row, never beyond memory.
    let low = f64x2.splat(0);
    let high = low;
    for (let i = 0; i < length; i++) {
      const values = v128.load(x);
      low = f64x2.add(low, f64x2.promote_low_f32x4(values));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(values, values, 2, 3, 2, 3)));
      x += rowBytes;
    }
    const sums = v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
    if (column + 4 <= inner) v128.store(y, sums);
    else {
      store<f32>(y, f32x4.extract_lane(sums, 0));
      if (column + 1 < inner) store<f32>(y, f32x4.extract_lane(sums, 1), 4);
      if (column + 2 < inner) store<f32>(y, f32x4.extract_lane(sums, 2), 8);
    }
  }
}

/** Arguments: kind, x, y, length, inner. Units: results. The first extreme wins; NaN wins against every number. */
export function extreme(from: i32, to: i32): void {
  const kind = integer(0);
  const length = integer(3);
  const inner = integer(4);
  const step = (<usize>inner) << 2;
  const largest = kind == MAX || kind == ARGMAX;
  const wantsPosition = kind == ARGMAX || kind == ARGMIN;
  for (let unit = from; unit < to; unit++) {
    let x = pointer(1) + ((<usize>(unit / inner) * <usize>length * <usize>inner + <usize>(unit % inner)) << 2);
    let best = load<f32>(x);
    let position = 0;
    for (let i = 1; i < length && best == best; i++) {
      x += step;
      const value = load<f32>(x);
      if ((largest ? value > best : value < best) || value != value) {
        best = value;
        position = i;
      }
    }
    store<f32>(pointer(2) + ((<usize>unit) << 2), wantsPosition ? <f32>position : best);
  }
}

import {
  ADD,
  DIVIDE,
  EQUAL,
  GREATER,
  GREATER_EQUAL,
  LESS,
  LESS_EQUAL,
  MAXIMUM,
  MINIMUM,
  MULTIPLY_ELEMENTS,
  NOT_EQUAL,
  POWER,
  SUBTRACT,
} from '../../shared/codes';
import { integer, pointer } from '../arguments';
import { power } from './power';

function truth(mask: v128): v128 {
  return v128.and(mask, f32x4.splat(1));
}

function apply(kind: i32, a: v128, b: v128): v128 {
  switch (kind) {
    case ADD:
      return f32x4.add(a, b);
    case SUBTRACT:
      return f32x4.sub(a, b);
    case MULTIPLY_ELEMENTS:
      return f32x4.mul(a, b);
    case DIVIDE:
      return f32x4.div(a, b);
    case POWER:
      return f32x4(
        power(f32x4.extract_lane(a, 0), f32x4.extract_lane(b, 0)),
        power(f32x4.extract_lane(a, 1), f32x4.extract_lane(b, 1)),
        power(f32x4.extract_lane(a, 2), f32x4.extract_lane(b, 2)),
        power(f32x4.extract_lane(a, 3), f32x4.extract_lane(b, 3)),
      );
    case MAXIMUM:
      return f32x4.max(a, b);
    case MINIMUM:
      return f32x4.min(a, b);
    case EQUAL:
      return truth(f32x4.eq(a, b));
    case NOT_EQUAL:
      return truth(f32x4.ne(a, b));
    case GREATER:
      return truth(f32x4.gt(a, b));
    case GREATER_EQUAL:
      return truth(f32x4.ge(a, b));
    case LESS:
      return truth(f32x4.lt(a, b));
    case LESS_EQUAL:
      return truth(f32x4.le(a, b));
    default:
      return unreachable();
  }
}

/** Four numbers of an operand: the next four, one four times, or four that lie `stride` bytes apart. */
function fetch(from: usize, stride: usize): v128 {
  if (stride == 4) return v128.load(from);
  if (stride == 0) return v128.load32_splat(from);
  return f32x4(load<f32>(from), load<f32>(from + stride), load<f32>(from + 2 * stride), load<f32>(from + 3 * stride));
}

/** `count` numbers of one row. With `padded`, what follows the row may be read and overwritten up to a whole vector. */
function row(kind: i32, a: usize, aStride: usize, b: usize, bStride: usize, y: usize, count: i32, padded: bool): void {
  const end = y + ((<usize>(padded ? count : count & ~3)) << 2);
  const aStep = aStride << 2;
  const bStep = bStride << 2;
  if (kind == ADD && aStride == 4 && bStride == 4) {
    for (; y < end; y += 16) {
      v128.store(y, f32x4.add(v128.load(a), v128.load(b)));
      a += 16;
      b += 16;
    }
  } else {
    for (; y < end; y += 16) {
      v128.store(y, apply(kind, fetch(a, aStride), fetch(b, bStride)));
      a += aStep;
      b += bStep;
    }
  }
  if (padded) return;
  for (let rest = count & 3; rest > 0; rest--) {
    store<f32>(y, f32x4.extract_lane(apply(kind, v128.load32_splat(a), v128.load32_splat(b)), 0));
    a += aStride;
    b += bStride;
    y += 4;
  }
}

/** Arguments: function, a, its stride (bytes), b, its stride, y. Units: numbers of one row. */
export function binaryRow(from: i32, to: i32): void {
  const a = pointer(1) + <usize>from * pointer(2);
  const b = pointer(3) + <usize>from * pointer(4);
  // Past the end of a dense array or of a repeated number there is something to read; past a strided one there may be nothing.
  const padded = pointer(2) <= 4 && pointer(4) <= 4;
  row(integer(0), a, pointer(2), b, pointer(4), pointer(5) + ((<usize>from) << 2), to - from, padded);
}

/**
 * Arguments: function, a, b, y, number of axes before the last, length of the last, its strides in a and b (bytes), then for each axis before the
 * last, outermost first: length, stride in a, stride in b. Units: rows.
 */
export function binaryRows(from: i32, to: i32): void {
  const kind = integer(0);
  const axes = integer(4);
  const length = integer(5);
  const rowBytes = (<usize>length) << 2;
  let y = pointer(3) + <usize>from * rowBytes;
  for (let index = from; index < to; index++) {
    let a = pointer(1);
    let b = pointer(2);
    let rest = index;
    for (let axis = axes - 1; axis >= 0; axis--) {
      const slot = 8 + 3 * axis;
      const size = integer(slot);
      const position = <usize>(rest % size);
      rest /= size;
      a += position * pointer(slot + 1);
      b += position * pointer(slot + 2);
    }
    row(kind, a, pointer(6), b, pointer(7), y, length, false);
    y += rowBytes;
  }
}

import { integer, pointer } from '../arguments';

/**
 * Arguments: x, y, number of axes before the last, length of the last, its stride in x (bytes), then at slot 8 for each axis of y
 * before the last, outermost first: length, stride in x. Units: rows of y.
 */
export function permute(from: i32, to: i32): void {
  const axes = integer(2);
  const length = integer(3);
  const stride = pointer(4);
  const rowBytes = (<usize>length) << 2;
  let y = pointer(1) + <usize>from * rowBytes;
  for (let index = from; index < to; index++) {
    let x = pointer(0);
    let rest = index;
    for (let axis = axes - 1; axis >= 0; axis--) {
      const slot = 8 + 2 * axis;
      const size = integer(slot);
      x += <usize>(rest % size) * pointer(slot + 1);
      rest /= size;
    }
    const end = y + rowBytes;
    if (stride == 4) memory.copy(y, x, rowBytes);
    else {
      for (let at = y; at < end; at += 4) {
        store<f32>(at, load<f32>(x));
        x += stride;
      }
    }
    y = end;
  }
}

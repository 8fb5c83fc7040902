// Packing: a block of a matrix becomes panels of 4 rows (of A) or 8 columns (of B) that the micro-kernel reads in one stream.
// An element (line, k) of the source lies at source + line·lineStride + k·depthStride (in bytes); one of the strides is 4, so
// the packers transpose for free. Missing lines of the last panel are zeros.

/** Packs `count` lines over `depth` steps into panels of `width` lines (4 or 8). */
export function packPanels(
  source: usize,
  lineStride: usize,
  depthStride: usize,
  count: i32,
  depth: i32,
  width: i32,
  target: usize,
): void {
  const panelBytes = (<usize>(depth * width)) << 2;
  for (let line = 0; line < count; line += width) {
    const present = min(width, count - line);
    const from = source + <usize>line * lineStride;
    if (present < width) packPartial(from, lineStride, depthStride, present, depth, width, target);
    else if (lineStride == 4) {
      if (width == 8) packStraight8(from, depthStride, depth, target);
      else packStraight4(from, depthStride, depth, target);
    } else {
      packTurned(from, lineStride, depthStride, depth, (<usize>width) << 2, target);
      if (width == 8) packTurned(from + (lineStride << 2), lineStride, depthStride, depth, 32, target + 16);
    }
    target += panelBytes;
  }
}

function packStraight8(from: usize, depthStride: usize, depth: i32, target: usize): void {
  for (let k = 0; k < depth; k++) {
    v128.store(target, v128.load(from));
    v128.store(target, v128.load(from, 16), 16);
    from += depthStride;
    target += 32;
  }
}

function packStraight4(from: usize, depthStride: usize, depth: i32, target: usize): void {
  for (let k = 0; k < depth; k++) {
    v128.store(target, v128.load(from));
    from += depthStride;
    target += 16;
  }
}

/** Four lines that lie along k: 4x4 blocks are transposed in registers; `step` is the panel's width in bytes. */
function packTurned(from: usize, lineStride: usize, depthStride: usize, depth: i32, step: usize, target: usize): void {
  let line0 = from;
  let line1 = line0 + lineStride;
  let line2 = line1 + lineStride;
  let line3 = line2 + lineStride;
  let k = 0;
  if (depthStride == 4) {
    for (; k + 4 <= depth; k += 4) {
      const a = v128.load(line0);
      const b = v128.load(line1);
      const c = v128.load(line2);
      const d = v128.load(line3);
      const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(target, v128.shuffle<f32>(abLow, cdLow, 0, 1, 4, 5));
      target += step;
      v128.store(target, v128.shuffle<f32>(abLow, cdLow, 2, 3, 6, 7));
      target += step;
      v128.store(target, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
      target += step;
      v128.store(target, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
      target += step;
      line0 += 16;
      line1 += 16;
      line2 += 16;
      line3 += 16;
    }
  }
  for (; k < depth; k++) {
    store<f32>(target, load<f32>(line0));
    store<f32>(target, load<f32>(line1), 4);
    store<f32>(target, load<f32>(line2), 8);
    store<f32>(target, load<f32>(line3), 12);
    target += step;
    line0 += depthStride;
    line1 += depthStride;
    line2 += depthStride;
    line3 += depthStride;
  }
}

function packPartial(
  from: usize,
  lineStride: usize,
  depthStride: usize,
  present: i32,
  depth: i32,
  width: i32,
  target: usize,
): void {
  for (let k = 0; k < depth; k++) {
    let at = from;
    for (let line = 0; line < present; line++) {
      store<f32>(target, load<f32>(at));
      target += 4;
      at += lineStride;
    }
    for (let line = present; line < width; line++) {
      store<f32>(target, 0);
      target += 4;
    }
    from += depthStride;
  }
}

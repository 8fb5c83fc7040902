// Packing from images without building the matrix of patches ("im2col"): an element (line, step) of the matrix lies at
// base + lines[line] + steps[step], where the tables hold offsets in bytes.

function offset(table: usize, index: i32): usize {
  return <usize>load<u32>(table + ((<usize>index) << 2));
}

/** Eight lines whose pixels lie side by side or in two runs of four, or anywhere: one panel of B. */
export function gatherAcross(base: usize, lines: usize, steps: usize, depth: i32, target: usize): void {
  const first = offset(lines, 0);
  const middle = offset(lines, 4);
  const runs = offset(lines, 3) - first == 12 && offset(lines, 7) - middle == 12;
  const end = target + ((<usize>depth) << 5);
  if (runs) {
    let low = base + first;
    let high = base + middle;
    for (; target < end; target += 32) {
      const step = <usize>load<u32>(steps);
      v128.store(target, v128.load(low + step));
      v128.store(target, v128.load(high + step), 16);
      steps += 4;
    }
    return;
  }
  const line1 = offset(lines, 1);
  const line2 = offset(lines, 2);
  const line3 = offset(lines, 3);
  const line5 = offset(lines, 5);
  const line6 = offset(lines, 6);
  const line7 = offset(lines, 7);
  for (; target < end; target += 32) {
    const from = base + <usize>load<u32>(steps);
    store<f32>(target, load<f32>(from + first));
    store<f32>(target, load<f32>(from + line1), 4);
    store<f32>(target, load<f32>(from + line2), 8);
    store<f32>(target, load<f32>(from + line3), 12);
    store<f32>(target, load<f32>(from + middle), 16);
    store<f32>(target, load<f32>(from + line5), 20);
    store<f32>(target, load<f32>(from + line6), 24);
    store<f32>(target, load<f32>(from + line7), 28);
    steps += 4;
  }
}

/** Four lines of a panel that is `width` bytes wide; steps that lie side by side are transposed in registers. */
export function gatherAlong(base: usize, lines: usize, steps: usize, depth: i32, width: usize, target: usize): void {
  const line0 = base + offset(lines, 0);
  const line1 = base + offset(lines, 1);
  const line2 = base + offset(lines, 2);
  const line3 = base + offset(lines, 3);
  let k = 0;
  while (k < depth) {
    const step = offset(steps, k);
    if (k + 4 <= depth && offset(steps, k + 3) - step == 12) {
      const a = v128.load(line0 + step);
      const b = v128.load(line1 + step);
      const c = v128.load(line2 + step);
      const d = v128.load(line3 + step);
      const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(target, v128.shuffle<f32>(abLow, cdLow, 0, 1, 4, 5));
      target += width;
      v128.store(target, v128.shuffle<f32>(abLow, cdLow, 2, 3, 6, 7));
      target += width;
      v128.store(target, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
      target += width;
      v128.store(target, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
      target += width;
      k += 4;
    } else {
      store<f32>(target, load<f32>(line0 + step));
      store<f32>(target, load<f32>(line1 + step), 4);
      store<f32>(target, load<f32>(line2 + step), 8);
      store<f32>(target, load<f32>(line3 + step), 12);
      target += width;
      k++;
    }
  }
}

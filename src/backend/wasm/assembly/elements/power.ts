/** aᵇ with JavaScript's rules, which differ from C's where the base is ±1 and the exponent infinite or NaN. */
export function power(a: f32, b: f32): f32 {
  if (b != b) return NaN;
  if (abs(a) == 1 && abs(b) == Infinity) return NaN;
  return <f32>NativeMath.pow(<f64>a, <f64>b);
}

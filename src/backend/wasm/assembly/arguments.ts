import { ARGUMENTS } from '../shared/layout';

export function integer(slot: i32): i32 {
  return load<i32>(<usize>ARGUMENTS + ((<usize>slot) << 2));
}

export function pointer(slot: i32): usize {
  return <usize>load<u32>(<usize>ARGUMENTS + ((<usize>slot) << 2));
}

export function real(slot: i32): f32 {
  return load<f32>(<usize>ARGUMENTS + ((<usize>slot) << 2));
}

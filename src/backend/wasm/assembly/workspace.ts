/** Blocks of a product: panels of B for this many steps and columns stay in the second-level cache, panels of A for this many rows. */
export const DEPTH_BLOCK: i32 = 256;
export const ROW_BLOCK: i32 = 128;
export const COLUMN_BLOCK: i32 = 512;

// A thread's scratch memory: panels of A at its start, then panels of B, one edge tile, padded biases, two tables of offsets.
export const PANELS_OF_B: usize = <usize>(DEPTH_BLOCK * ROW_BLOCK * 4);
export const EDGE_TILE: usize = PANELS_OF_B + <usize>(DEPTH_BLOCK * COLUMN_BLOCK * 4);
export const BIAS: usize = EDGE_TILE + 256;
export const OFFSETS: usize = BIAS + <usize>(COLUMN_BLOCK * 4);
export const MORE_OFFSETS: usize = OFFSETS + <usize>(COLUMN_BLOCK * 4);

/** Where this thread's own scratch memory begins; every thread has an instance of the module, hence a variable of its own. */
export let workspace: usize = 0;

export function useWorkspace(address: usize): void {
  workspace = address;
}

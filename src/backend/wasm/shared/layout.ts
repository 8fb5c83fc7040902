/*
 * Addresses in the shared memory. AssemblyScript and TypeScript both read this file, so it holds plain numbers without types.
 *
 * 0–1023 stays empty, the control block of the threads follows, then the arguments of the current job, then static data of the
 * compiled module; tensors and workspaces begin at HEAP.
 */

/** Counter of jobs; helper threads sleep on it. */
export const JOB = 1024;
/** Number of chunks in the upper 16 bits, the next chunk in the lower 16: a thread takes a chunk with one atomic addition. */
export const CLAIM = 1088;
/** Chunks of the current job that are finished; the main thread sleeps on it. */
export const DONE = 1152;
/** Helper threads that may hold a chunk. */
export const ACTIVE = 1216;
/** Helper threads that sleep: nobody is called when nobody sleeps. */
export const SLEEPING = 1280;
/** 1 while the main thread sleeps. */
export const MAIN_SLEEPS = 1344;
/** Helper threads that have started. */
export const STARTED = 1408;
/** 1 while a job runs; it stays 1 when the main thread was stopped in the middle of one. */
export const BUSY = 1472;

/** The current job: which operation, how many units, how many of them make a chunk. */
export const OPERATION = 1536;
export const UNITS = 1540;
export const GRAIN = 1544;

/** Arguments, four bytes each. */
export const ARGUMENTS = 2048;
export const ARGUMENT_SLOTS = 128;

export const STATIC_DATA = 4096;
export const HEAP = 65536;

/** Every array starts at such a boundary and owns its memory up to the next, so loops may run over whole vectors. */
export const ALIGNMENT = 64;

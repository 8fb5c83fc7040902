import type { Session as Inspector } from 'node:inspector/promises';

/** Milliseconds between two looks at a heap with room, and at one that is nearly full. */
const interval = 100;
const closer = 25;
/** V8 ends the process without a word when its heap is full, so a cell is stopped before that. */
const danger = 0.85;
/** So many looks in a row must find it nearly full: V8 may have garbage there that it is about to collect. */
const patience = 4;
const certain = 0.95;
/** A cell that starts with a heap that is already full may still fill it by this much. */
const leeway = 0.05;

/** Watches the main thread's heap while a cell runs. */
export class MemoryGuard {
  readonly #inspector: Inspector;
  readonly #limit: number;
  readonly #stop: (used: number, limit: number) => void;
  #timer: NodeJS.Timeout | undefined;
  #threshold = 0;
  #alarms = 0;

  /**
   * @param inspector connected to the main thread; it answers also while JavaScript runs there
   * @param limit bytes that the main thread's heap may have
   */
  constructor(inspector: Inspector, limit: number, stop: (used: number, limit: number) => void) {
    this.#inspector = inspector;
    this.#limit = limit;
    this.#stop = stop;
  }

  /** Begins to watch; short cells end before the first look. */
  watch(): void {
    this.#threshold = 0;
    this.#alarms = 0;
    this.rest();
    this.#timer = setTimeout(() => void this.#look(), interval);
  }

  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    const timer = this.#timer;
    const full = (await this.#used()) / this.#limit;
    if (this.#timer !== timer) return;
    this.#threshold ||= Math.max(danger, full + leeway);
    this.#alarms = full > this.#threshold ? this.#alarms + 1 : 0;
    if (this.#alarms >= patience || full > Math.max(certain, this.#threshold))
      this.#stop(full * this.#limit, this.#limit);
    else this.#timer = setTimeout(() => void this.#look(), this.#alarms > 0 ? closer : interval);
  }

  async #used(): Promise<number> {
    // The types of Node leave out what this method answers.
    const usage = (await this.#inspector.post('Runtime.getHeapUsage')) as unknown as { usedSize: number };
    return usage.usedSize;
  }
}

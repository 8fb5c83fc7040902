/** Pieces of text of one stream are joined for this long, so that a flood does not become a flood of messages. */
const interval = 10;
const mostText = 1 << 20;
/** Faster than a notebook can be filled with text, and slow enough for clients to keep up. */
const charactersPerMillisecond = 32 * 1024;

export type StreamName = 'stdout' | 'stderr';

/** Collects what a cell prints and hands it on in order: at once when nothing came lately, else joined. */
export class Intake {
  readonly #publish: (name: StreamName, text: string) => Promise<void>;
  readonly #waiting: Int32Array;
  #name: StreamName = 'stdout';
  #parts: string[] = [];
  #length = 0;
  #timer: NodeJS.Timeout | undefined;
  #last = 0;
  #freeAt = 0;

  /**
   * @param publish sends one stream message
   * @param waiting counts the text on its way; the engine waits while it is too much (engine/outlet.ts)
   */
  constructor(publish: (name: StreamName, text: string) => Promise<void>, waiting: Int32Array) {
    this.#publish = publish;
    this.#waiting = waiting;
  }

  add(name: StreamName, text: string): void {
    if (name !== this.#name) this.flush();
    this.#name = name;
    this.#parts.push(text);
    this.#length += text.length;
    if (this.#length >= mostText || performance.now() - this.#last > interval) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), interval);
  }

  /** Sends what is collected; called before any other message goes out. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#parts.length === 0) return;
    const text = this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    this.#last = performance.now();
    void this.#publish(this.#name, text).then(() => this.#release(text.length));
  }

  /** Lets the engine print on: a client gets no more than it can take, and nothing piles up on the way. */
  #release(length: number): void {
    const now = performance.now();
    this.#freeAt = Math.max(now, this.#freeAt) + length / charactersPerMillisecond;
    const release = () => {
      Atomics.sub(this.#waiting, 0, length);
      Atomics.notify(this.#waiting, 0);
    };
    if (this.#freeAt - now < interval) release();
    else setTimeout(release, this.#freeAt - now);
  }
}

import { published, type PackedMessage } from './packed-message.ts';

export interface ReplayLimits {
  readonly messages: number;
  readonly bytes: number;
}

/** Some megabytes: what a training prints in a night fits, and a runaway loop does not eat the machine. */
export const defaultReplayLimits: ReplayLimits = { messages: 20_000, bytes: 16 * 1024 * 1024 };

/** Output may be left out; replies and states may not, or a client would wait for them for ever. */
const output = new Set([
  'stream',
  'display_data',
  'update_display_data',
  'execute_result',
  'clear_output',
  'comm_open',
  'comm_msg',
  'comm_close',
]);

/** Messages that a client could not be sent yet, in order. When they become too many, the oldest output is left out, with a note. */
export class ReplayBuffer {
  readonly #limits: ReplayLimits;
  readonly #note: (dropped: number) => string;
  #messages: PackedMessage[] = [];
  #bytes = 0;
  #dropped = 0;
  /** The first message left out: the note appears in its cell. */
  #firstDropped: PackedMessage | undefined;

  constructor(note: (dropped: number) => string, limits: ReplayLimits = defaultReplayLimits) {
    this.#note = note;
    this.#limits = limits;
  }

  get isEmpty(): boolean {
    return this.#messages.length === 0 && this.#dropped === 0;
  }

  push(message: PackedMessage): void {
    this.#messages.push(message);
    this.#bytes += message.size;
    if (this.#messages.length > this.#limits.messages || this.#bytes > this.#limits.bytes) this.#shrink();
  }

  /** The next message to send, and no longer in the buffer; undefined when there is none. */
  *drain(): Generator<PackedMessage> {
    if (this.#firstDropped) {
      const { session, parent } = this.#firstDropped;
      yield published('stream', { name: 'stderr', text: `${this.#note(this.#dropped)}\n` }, session, parent);
      this.#dropped = 0;
      this.#firstDropped = undefined;
    }
    let sent = 0;
    try {
      for (const message of this.#messages) {
        sent += 1;
        this.#bytes -= message.size;
        yield message;
      }
    } finally {
      this.#messages.splice(0, sent);
    }
  }

  clear(): void {
    this.#messages = [];
    this.#bytes = 0;
    this.#dropped = 0;
    this.#firstDropped = undefined;
  }

  /** Down to three quarters, so that not every further message has to look through all of them. */
  #shrink(): void {
    const target = { messages: this.#limits.messages * 0.75, bytes: this.#limits.bytes * 0.75 };
    let count = this.#messages.length;
    let onlyOutput = true;
    const keep = (message: PackedMessage): boolean => {
      const fits = count <= target.messages && this.#bytes <= target.bytes;
      if (fits || (onlyOutput && !output.has(message.type))) return true;
      count -= 1;
      this.#bytes -= message.size;
      this.#dropped += 1;
      this.#firstDropped ??= message;
      return false;
    };
    this.#messages = this.#messages.filter(keep);
    onlyOutput = false;
    if (count > this.#limits.messages || this.#bytes > this.#limits.bytes) this.#messages = this.#messages.filter(keep);
  }
}

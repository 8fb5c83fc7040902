/**
 * What a notebook finds without importing it, as the type checker sees it. The functions themselves are in
 * engine/notebook.ts; documentation here is what Shift+Tab shows.
 */
export const notebookGlobals = `
/** A rich representation of a value: MIME type to content, e.g. { 'text/html': '<b>1</b>' }. */
interface MimeBundle { [mimeType: string]: unknown }

interface DisplayHandle {
  /** Identifies the output; \`update(id, value)\` replaces what it shows. */
  readonly id: string;
  /** Replaces what this output shows. */
  update(value: unknown): void;
}

interface DisplayOptions {
  /** Outputs displayed with the same id are updated together. */
  id?: string;
  /** True when \`value\` already is a MIME bundle. */
  raw?: boolean;
  metadata?: Record<string, unknown>;
}

/** Shows a value under the cell: a figure, a table, HTML, or anything else. */
declare function display(value: unknown, options?: DisplayOptions): DisplayHandle;

/** Replaces what the output with this id shows. */
declare function update(output: string | DisplayHandle, value: unknown): void;

/** Removes the cell's outputs; with { wait: true } only when the next output arrives. */
declare function clearOutput(options?: { wait?: boolean }): void;

/** Walks through the items and shows how far it is. */
declare function progress<T>(items: Iterable<T>, options?: { label?: string; total?: number }): Iterable<T>;
declare function progress<T>(items: AsyncIterable<T>, options?: { label?: string; total?: number }): AsyncIterable<T>;

type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
type JsonObject = { [key: string]: Json | undefined };

interface CommEvent {
  data: JsonObject;
  metadata: JsonObject;
  buffers: Uint8Array[];
}

/** A line between the notebook and the front end, over which both send JSON and binary buffers. */
interface Comm {
  readonly id: string;
  readonly target: string;
  onMessage: ((event: CommEvent) => unknown) | undefined;
  onClose: ((event: CommEvent) => unknown) | undefined;
  send(data: JsonObject, options?: { metadata?: JsonObject; buffers?: Uint8Array[] }): void;
  close(data?: JsonObject): void;
}

/** Comms with the front end, for widgets: https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages */
declare const comms: {
  /** Opens a comm to a target that the front end has registered. */
  open(target: string, options?: { data?: JsonObject; metadata?: JsonObject; buffers?: Uint8Array[] }): Comm;
  /** Says what happens when the front end opens a comm to this target. */
  registerTarget(name: string, target: (comm: Comm, event: CommEvent) => unknown): void;
};

/** Asks the reader for a line of text; with { password: true } it is not echoed. */
declare function input(prompt?: string, options?: { password?: boolean }): Promise<string>;
`;

/** The display API of tslab 1.0, so that notebooks written for tslab run and check unchanged. */
export const tslabTypes = `
export interface Display {
  javascript(s: string): void;
  html(s: string): void;
  markdown(s: string): void;
  latex(s: string): void;
  svg(s: string): void;
  png(b: Uint8Array): void;
  jpeg(b: Uint8Array): void;
  gif(b: Uint8Array): void;
  pdf(b: Uint8Array): void;
  text(s: string): void;
  raw(contentType: string, b: string | Uint8Array): void;
}
/** The version strings of the kernel and of what it is made of. */
export declare const versions: { tslab: string; typescript: string; node: string };
/** Returns a new Display whose calls replace one another's output. */
export declare function newDisplay(): Display;
/** Shows rich content under the cell. */
export declare const display: Display;
`;

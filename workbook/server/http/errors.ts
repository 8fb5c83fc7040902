import type { ContentfulStatusCode } from 'hono/utils/http-status';

export interface Refusal {
  readonly status: ContentfulStatusCode;
  /** A word for programs, stable across languages and releases. */
  readonly reason: string;
  /** A sentence for people: what was refused, what is allowed, what was received. */
  readonly message: string;
  /** Further fields of the answer. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A request that the server refuses; it becomes a JSON answer `{ message, reason, … }` as Jupyter clients expect. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly status: ContentfulStatusCode;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor({ status, reason, message, details = {} }: Refusal) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.details = details;
  }
}

export function badRequest(message: string): RequestRefused {
  return new RequestRefused({ status: 400, reason: 'bad request', message });
}

export function notFound(message: string): RequestRefused {
  return new RequestRefused({ status: 404, reason: 'not found', message });
}

/** Whether the error is Node's for this cause, such as ENOENT. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

import type { ContentfulStatusCode } from 'hono/utils/http-status';

export interface Refusal {
  readonly status: ContentfulStatusCode;
  /** A word for programs, stable across languages and releases. */
  readonly reason: string;
  /** A sentence for people: what was refused, what is allowed, what was received. */
  readonly message: string;
  /** What the message is about, such as a path; translations of the message name it. Default: the message. */
  readonly subject?: string;
  /** Further fields of the answer. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A request that the server refuses; it becomes a JSON answer `{ message, reason, … }` as Jupyter clients expect. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly status: ContentfulStatusCode;
  readonly reason: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor({ status, reason, message, subject = message, details = {} }: Refusal) {
    super(message);
    this.subject = subject;
    this.status = status;
    this.reason = reason;
    this.details = details;
  }
}

export function badRequest(message: string): RequestRefused {
  return new RequestRefused({ status: 400, reason: 'bad request', message });
}

export function notFound(message: string, subject = message): RequestRefused {
  return new RequestRefused({ status: 404, reason: 'not found', message, subject });
}

/** Whether the error is Node's for this cause, such as ENOENT. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** The refusal that stands for a failure of the system that nobody here can mend but the learner, or undefined. */
export function systemRefusal(error: Error): RequestRefused | undefined {
  const { message } = error;
  if (hasCode(error, 'ENOSPC', 'EDQUOT')) {
    return new RequestRefused({ status: 507, reason: 'disk full', message: `The disk is full: ${message}` });
  }
  if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) {
    const sentence = `The file or its folder may not be read or written: ${message}`;
    return new RequestRefused({ status: 403, reason: 'no permission', message: sentence, subject: message });
  }
  return undefined;
}

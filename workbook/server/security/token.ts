import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 192 random bits: nobody guesses them, and they fit a link. */
export function newToken(): string {
  return randomBytes(24).toString('hex');
}

/** @throws {RangeError} for a token that does not fit a link or could be guessed. */
export function checkToken(token: string): string {
  if (/^[\w.~-]{16,256}$/.test(token)) return token;
  throw new RangeError(
    `token must have 16 to 256 letters, digits, "-", ".", "_" or "~"; received ${token.length} characters`,
  );
}

function sameText(a: string, b: string): boolean {
  // Digests have one length, so that neither length nor content of the secret shows in the time taken.
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((each) => each.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}

/** What a request may show to prove that it comes from someone who has read the link. */
export interface Credentials {
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
}

/** The secret of this server: a token in a link or a header, and the cookie that it is exchanged for. */
export class Secret {
  readonly token: string;
  readonly #cookieName: string;
  readonly #cookieValue: string;

  /** Cookies are shared by all ports of a host, so that the port is part of the cookie's name. */
  constructor(token: string, port: number) {
    this.token = token;
    this.#cookieName = `gradbook-${port}`;
    this.#cookieValue = createHmac('sha256', token).update('gradbook cookie').digest('hex');
  }

  /** `?token=…`, `Authorization: token …` or the cookie, each compared in constant time. */
  admits({ query, authorization, cookie }: Credentials): boolean {
    const given = query.get('token') ?? /^(?:token|bearer)\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    if (given !== undefined && sameText(given, this.token)) return true;
    const value = cookieValue(cookie, this.#cookieName);
    return value !== undefined && sameText(value, this.#cookieValue);
  }

  admitsToken(token: string | null): boolean {
    return token !== null && sameText(token, this.token);
  }

  /** Scripts cannot read it, and no other site can send it along. It ends with the browser's session. */
  get setCookie(): string {
    return `${this.#cookieName}=${this.#cookieValue}; Path=/; HttpOnly; SameSite=Strict`;
  }
}

import type { MessagePort, Transferable } from 'node:worker_threads';

/** The functions that one thread offers to another. */
export type Service<Methods> = { [Name in keyof Methods]: (...args: never[]) => unknown };

type Reply<Method> = Method extends (...args: never[]) => infer Result ? Promise<Awaited<Result>> : never;
type Arguments<Method> = Method extends (...args: infer Args) => unknown ? Args : never;

/** The same functions as seen from the other thread: every answer is a promise. */
export type Remote<Methods> = {
  [Name in keyof Methods]: (...args: Arguments<Methods[Name]>) => Reply<Methods[Name]>;
};

interface Call {
  call: number;
  method: string;
  args: unknown[];
}

interface Answer {
  answer: number;
  value?: unknown;
  error?: { name: string; message: string; stack?: string };
}

/** Serves the methods of an object on a port. */
export function serve<Methods extends Service<Methods>>(port: MessagePort, methods: Methods): void {
  port.on('message', (message: Call) => {
    if (typeof message.call !== 'number') return;
    void answer(port, message, methods[message.method as keyof Methods] as unknown as (...args: unknown[]) => unknown);
  });
}

async function answer(port: MessagePort, { call, args }: Call, method: (...args: unknown[]) => unknown): Promise<void> {
  try {
    port.postMessage({ answer: call, value: await method(...args) } satisfies Answer);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { name, message, stack } = error;
    port.postMessage({ answer: call, error: { name, message, ...(stack ? { stack } : {}) } } satisfies Answer);
  }
}

/** Calls the methods that the other end of a port serves. */
export function connect<Methods extends Service<Methods>>(port: MessagePort): Remote<Methods> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let next = 0;
  port.on('message', (message: Answer) => {
    if (typeof message.answer !== 'number') return;
    const call = waiting.get(message.answer);
    waiting.delete(message.answer);
    if (message.error) call?.reject(Object.assign(new Error(message.error.message), message.error));
    else call?.resolve(message.value);
  });
  const invoke = (method: string, args: unknown[]) =>
    new Promise((resolve, reject) => {
      const call = next++;
      waiting.set(call, { resolve, reject });
      port.postMessage({ call, method, args } satisfies Call, [] as Transferable[]);
    });
  return new Proxy({} as Remote<Methods>, {
    get: (_target, name) => (name === 'then' ? undefined : (...args: unknown[]) => invoke(String(name), args)),
  });
}

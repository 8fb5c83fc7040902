import assert from 'node:assert/strict';
import { Progress, type ProgressDisplay } from '../../../src/training/progress.ts';

const state = (done: number) => ({ done, total: 4, title: 'epoch 1/2', measures: { loss: 0.5 } });

/** Runs with a global `display` as a notebook's kernel offers it. */
function withDisplay(display: unknown, body: () => void): void {
  Object.defineProperty(globalThis, 'display', { value: display, configurable: true });
  try {
    body();
  } finally {
    Reflect.deleteProperty(globalThis, 'display');
  }
}

/** What is written to standard output meanwhile. */
function written(body: () => void): string {
  const write = process.stdout.write.bind(process.stdout);
  let text = '';
  process.stdout.write = (chunk: string | Uint8Array) => {
    text += String(chunk);
    return true;
  };
  try {
    body();
  } finally {
    process.stdout.write = write;
  }
  return text;
}

describe('Progress', () => {
  it('says how far it is, with measures and time', () => {
    const shown: [string, number][] = [];
    const display: ProgressDisplay = { show: (text, share) => void shown.push([text, share]), finish: () => undefined };
    const progress = new Progress(display);
    assert.ok(progress.due);
    progress.show(state(1));
    assert.ok(!progress.due);
    progress.finish(state(4));
    assert.match(shown[0][0], /^epoch 1\/2 · 1\/4 · loss 0\.5000 · \d+\.\d s, \d+ s left$/);
    assert.match(shown[1][0], /^epoch 1\/2 · 4\/4 · loss 0\.5000 · \d+\.\d s$/);
    assert.deepEqual(shown.map(([, share]) => share), [0.25, 1]); // prettier-ignore
  });

  it('changes one output of a notebook', () => {
    const outputs: Record<string, string>[] = [];
    const bundle = (value: Record<symbol, () => Record<string, string>>) => value[Symbol.for('Jupyter.display')]();
    const update = (value: never) => void (outputs[0] = bundle(value));
    withDisplay(
      (value: never) => {
        outputs.push(bundle(value));
        return { update };
      },
      () => {
        const progress = new Progress();
        progress.show(state(1));
        progress.finish(state(4));
      },
    );
    assert.equal(outputs.length, 1);
    assert.match(outputs[0]['text/html'], /<progress max="1" value="1.0000"><\/progress> epoch 1\/2/);
    assert.match(outputs[0]['text/plain'], /4\/4/);
  });

  it('rewrites one line of text elsewhere, also where some other display exists', () => {
    const run = () => {
      const progress = new Progress();
      progress.show(state(1));
      progress.show(state(2));
      progress.finish(state(4));
    };
    const line = written(run);
    assert.equal(line.split('\n').length, 2);
    assert.match(line, /^\r━{6}╌{18} epoch .*\r━{12}╌{12} .*\r━{24} /);
    const foreign = written(() => withDisplay(() => undefined, run));
    assert.match(foreign, /\r━{24} /);
  });
});

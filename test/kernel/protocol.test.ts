import assert from 'node:assert/strict';
import { hasTool } from '../../scripts/tools.mjs';
import { JupyterHome, OutsideKernel } from './support/outside.ts';
import type { Received } from './support/outside.ts';

const types = (messages: Received[]) =>
  messages.map(({ type, content }) => (type === 'status' ? String(content['execution_state']) : type));

describe('protocol, from outside', function () {
  let kernel: OutsideKernel;
  before(async function () {
    if (!hasTool('Jupyter')) this.skip();
    kernel = await OutsideKernel.start();
  });
  after(() => kernel?.stop());

  it('says what it is', async () => {
    const info = await kernel.ask('kernel_info');
    assert.equal(info['protocol_version'], '5.4');
    assert.equal((info['language_info'] as { name: string }).name, 'typescript');
  });

  it('keeps the order busy, input, output, reply, idle', async () => {
    const { messages, reply } = await kernel.execute('console.log("out"); console.error("err"); display(1); 2');
    assert.deepEqual(types(messages), [
      'busy',
      'execute_input',
      'stream',
      'stream',
      'display_data',
      'execute_result',
      'idle',
    ]);
    assert.equal(reply.content['execution_count'], 1);
  });

  it('counts only what is stored, and is quiet when silent', async () => {
    const count = async (options = {}) =>
      (await kernel.execute('1', options)).reply.content['execution_count'] as number;
    const first = await count();
    await count({ store_history: false });
    const { messages } = await kernel.execute('3', { silent: true });
    assert.deepEqual(types(messages), ['busy', 'idle']);
    assert.equal(await count(), first + 1);
  });

  it('evaluates user expressions', async () => {
    const { reply } = await kernel.execute('const u = 20', {
      user_expressions: { sum: 'u + 1', wrong: 'u.x', thrown: '(() => { throw new Error("no") })()' },
    });
    const found = reply.content['user_expressions'] as Record<
      string,
      { status: string; data?: Record<string, string>; ename?: string }
    >;
    assert.equal(found['sum'].data!['text/plain'], '21');
    assert.equal(found['wrong'].ename, 'TypeScriptError');
    assert.equal(found['thrown'].ename, 'Error');
  });

  it('aborts the queue after an error, unless told not to', async () => {
    const codes = ['throw new Error("stop")', '1', '2'];
    const statuses = async (options: Record<string, unknown>) =>
      (await kernel.queue(codes, options)).replies.map(({ content }) => content['status']);
    assert.deepEqual(await statuses({}), ['error', 'aborted', 'aborted']);
    assert.deepEqual(await statuses({ stop_on_error: false }), ['error', 'ok', 'ok']);
  });

  describe('output', () => {
    it('comes from console, process.stdout and process.stderr in order', async () => {
      const { messages } = await kernel.execute(
        'console.log("a"); process.stdout.write("b\\n"); console.error("c"); console.log("d")',
      );
      const streams: [unknown, string][] = [];
      for (const { type, content } of messages) {
        if (type !== 'stream') continue;
        if (streams.at(-1)?.[0] === content['name']) streams.at(-1)![1] += content['text'] as string;
        else streams.push([content['name'], content['text'] as string]);
      }
      assert.deepEqual(streams, [
        ['stdout', 'a\nb\n'],
        ['stderr', 'c\n'],
        ['stdout', 'd\n'],
      ]);
    });
    it('arrives while a cell loops without a pause, and so do answers to other requests', async () => {
      await kernel.value('const lately = { width: 1 }');
      const { side, reply } = await kernel.execute('console.log("ready"); while (true) {}', {
        steps: [
          { seen: 'ready', do: 'kernel_info' },
          { seen: 'ready', do: 'complete', with: { code: 'lately.', cursor_pos: 7 } },
          { seen: 'ready', do: 'inspect', with: { code: 'lately', cursor_pos: 3 } },
          { seen: 'ready', do: 'is_complete', with: { code: 'if (true) {' } },
          { seen: 'ready', do: 'interrupt' },
        ],
      });
      assert.equal(reply.content['ename'], 'Interrupted');
      assert.deepEqual(
        side.map(({ type }) => type),
        ['kernel_info_reply', 'complete_reply', 'inspect_reply', 'is_complete_reply'],
      );
      assert.deepEqual(side[1].content['matches'], ['width']);
    });
    it('of a flood is complete and in order', async () => {
      const printed = await kernel.printed('for (let i = 0; i < 100_000; i++) console.log(i)');
      assert.equal(printed, `${Array.from({ length: 100_000 }, (_, i) => i).join('\n')}\n`);
    });
    it('of one huge write is complete', async () => {
      const printed = await kernel.printed('process.stdout.write("가".repeat(3_000_000))');
      assert.equal(printed.length, 3_000_000);
    });
    it('can be cleared, displayed under an id, and updated', async () => {
      const { messages } = await kernel.execute(
        'clearOutput({ wait: true }); const shown = display("one", { id: "spot" }); shown.update("two"); update("spot", [3])',
      );
      const outputs = messages.filter(({ type }) => /display|clear/.test(type));
      assert.deepEqual(types(outputs), ['clear_output', 'display_data', 'update_display_data', 'update_display_data']);
      assert.deepEqual(outputs[0].content, { wait: true });
      assert.deepEqual(outputs[3].content, {
        data: { 'text/plain': '[ 3 ]' },
        metadata: {},
        transient: { display_id: 'spot' },
      });
    });
    it('of progress() ends at the whole', async () => {
      const { messages } = await kernel.execute('for (const item of progress([1, 2, 3], { label: "epochs" })) item');
      const last = messages.findLast(({ type }) => type === 'update_display_data')!;
      assert.match((last.content['data'] as Record<string, string>)['text/plain'], /^epochs 3\/3 \(100%\)/);
    });
  });

  describe('display', () => {
    const bundle = async (code: string) => {
      const { messages } = await kernel.execute(code);
      return messages.find(({ type }) => type === 'execute_result' || type === 'display_data')!.content[
        'data'
      ] as Record<string, unknown>;
    };
    it('asks a value for its own bundle, also for a promised one', async () => {
      const own = 'const rich = (data: object) => ({ [Symbol.for("Jupyter.display")]: () => data });';
      assert.deepEqual(await bundle(`${own} rich({ "text/html": "<b>1</b>", "text/plain": "1" })`), {
        'text/html': '<b>1</b>',
        'text/plain': '1',
      });
      assert.equal(
        (await bundle('rich(Promise.resolve({ "image/png": new Uint8Array([1, 2]) }))'))['image/png'],
        'AQI=',
      );
    });
    it('shows a DataFrame as a table and as text', async () => {
      const data = await bundle(
        'import { DataFrame } from "danfojs-node"\nnew DataFrame({ loss: [0.5, 0.25], name: ["<a>", "나"] })',
      );
      assert.match(String(data['text/html']), /<td>0\.25<\/td><td>나<\/td>/);
      assert.match(String(data['text/html']), /&lt;a&gt;/);
      assert.match(String(data['text/plain']), /2 rows × 2 columns/);
    });
    it('shows a figure for Plotly, as a still picture, and as text', async () => {
      const data = await bundle(
        '({ data: [{ x: new Float64Array([1, 2]), y: [3, NaN], name: "loss" }], layout: { title: { text: "T" } } })',
      );
      assert.deepEqual(data['application/vnd.plotly.v1+json'], {
        data: [{ x: [1, 2], y: [3, null], name: 'loss' }],
        layout: { title: { text: 'T' } },
      });
      assert.match(String(data['text/html']), /^<svg [^>]*>.*<polyline/s);
      assert.doesNotMatch(String(data['text/html']), /<script|https?:(?!\/\/www\.w3\.org)/);
      assert.equal(data['text/plain'], 'Figure "T"\n  scatter "loss", 2 points');
    });
    it('runs what was written for tslab', async () => {
      const code =
        'import * as tslab from "tslab"\ntslab.display.html("<i>1</i>")\nconst spot = tslab.newDisplay()\nspot.text("a"); spot.png(new Uint8Array([1]))';
      const { messages } = await kernel.execute(code);
      const outputs = messages.filter(({ type }) => type.includes('display_data'));
      assert.deepEqual(types(outputs), ['display_data', 'display_data', 'update_display_data']);
      assert.deepEqual(
        outputs.map(({ content }) => content['data']),
        [{ 'text/html': '<i>1</i>' }, { 'text/plain': 'a' }, { 'image/png': 'AQ==' }],
      );
    });
  });

  describe('help while typing', () => {
    const complete = (code: string, at = code.length) => kernel.ask('complete', { code, cursor_pos: at });
    it('completes members, names of earlier cells, and says their kinds', async () => {
      await kernel.value('function trainEpoch(rate: number) { return rate }\nconst trainLoss = [1]');
      const reply = await complete('train');
      assert.deepEqual(reply['matches'], ['trainEpoch', 'trainLoss']);
      const kinds = (reply['metadata'] as { _jupyter_types_experimental: { text: string; type: string }[] })
        ._jupyter_types_experimental;
      assert.deepEqual(
        kinds.map(({ type }) => type),
        ['function', 'instance'],
      );
      assert.ok(((await complete('trainLoss.fla'))['matches'] as string[]).includes('flat'));
    });
    it('completes notebook functions and modules', async () => {
      assert.deepEqual((await complete('clearO'))['matches'], ['clearOutput']);
      assert.ok(
        ((await complete('import fs from "node:fs/pr'))['matches'] as string[]).some((each) =>
          each.includes('promises'),
        ),
      );
    });
    it('counts the cursor in characters', async () => {
      const code = '"😀"; trainLo';
      const { matches, cursor_start, cursor_end } = await complete(code, [...code].length);
      assert.deepEqual([matches, cursor_start, cursor_end], [['trainLoss'], 5, 12]);
    });
    it('inspects types, documentation and source', async () => {
      await kernel.value('/** Mean of numbers. */\nfunction mean(values: number[]) { return values.length }');
      const brief = await kernel.ask('inspect', { code: 'mean([1])', cursor_pos: 6 });
      const text = (brief['data'] as Record<string, string>)['text/plain'];
      assert.match(text, /function mean\(values: number\[\]\): number\n\nMean of numbers\./);
      const full = await kernel.ask('inspect', { code: 'mean', cursor_pos: 4, detail_level: 1 });
      assert.match((full['data'] as Record<string, string>)['text/plain'], /return values\.length/);
      assert.equal((await kernel.ask('inspect', { code: 'nothingOfThisName', cursor_pos: 3 }))['found'], false);
    });
    it('tells complete code from unfinished and wrong code', async () => {
      const status = async (code: string) => (await kernel.ask('is_complete', { code }))['status'];
      assert.equal(await status('const a = 1'), 'complete');
      assert.equal(await status('await fetch("x")'), 'complete');
      assert.equal(await status('function f() {'), 'incomplete');
      assert.equal(await status('const text = `open'), 'incomplete');
      assert.equal(await status('/* open'), 'incomplete');
      assert.equal(await status('const a ='), 'incomplete');
      assert.equal(await status('let 1x = 2'), 'invalid');
      assert.equal((await kernel.ask('is_complete', { code: 'if (true) { [' }))['indent'], '    ');
    });
  });

  describe('input', () => {
    it('asks the reader and waits', async () => {
      const { asked, messages } = await kernel.execute(
        'const name = await input("name? "); const secret = await input("", { password: true }); name + secret',
        { answers: ['길동', '1234'], allow_stdin: true },
      );
      assert.deepEqual(
        asked.map(({ content }) => content),
        [
          { prompt: 'name? ', password: false },
          { prompt: '', password: true },
        ],
      );
      assert.equal(
        (messages.find(({ type }) => type === 'execute_result')!.content['data'] as Record<string, string>)[
          'text/plain'
        ],
        "'길동1234'",
      );
    });
    it('fails with a reason where nobody can answer', async () => {
      const { reply } = await kernel.execute('await input("name?")', { allow_stdin: false });
      assert.match(String(reply.content['evalue']), /nobody can answer/);
    });
  });

  describe('interrupt keeps the state after', () => {
    const stops = (title: string, code: string) =>
      it(title, async () => {
        await kernel.value('let counter = 0; const treasure = { gold: 7 }');
        const { reply } = await kernel.execute(code, { steps: [{ seen: 'ready', do: 'interrupt' }] });
        assert.equal(reply.content['ename'], 'Interrupted');
        assert.equal(await kernel.value('treasure.gold'), '7');
        assert.equal((await kernel.alive()).alive, true);
      });
    const ready = 'console.log("ready");';
    stops('an endless loop', `${ready} while (true) counter++`);
    stops('a loop that catches everything', `${ready} while (true) { try { counter++; JSON.parse("{") } catch {} }`);
    stops('a promise that never settles', `${ready} await new Promise(() => {})`);
    stops('an endless chain of microtasks', `${ready} while (true) await null`);
    stops('a loop of timers', `${ready} while (true) await new Promise((resolve) => setTimeout(resolve, 2))`);
    stops(
      'a timer that loops',
      `setTimeout(() => { ${ready} while (true) counter++ }, 1); await new Promise(() => {})`,
    );
    stops('a blocking wait', `${ready} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`);
    stops('a catastrophic regular expression', `${ready} /(a+)+b/.test("a".repeat(60))`);
    stops(
      'a WebAssembly loop',
      `const wasm = new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11]);\nconst { instance } = await WebAssembly.instantiate(wasm);\n${ready} (instance.exports.f as () => void)()`,
    );
    stops(
      'a child process that blocks',
      `import { execSync } from 'node:child_process';\n${ready} execSync('sleep 30')`,
    );
    stops('a flood of output', `${ready} while (true) console.log('x'.repeat(100))`);
    stops('a question to the reader', `${ready} const never = input; await new Promise(() => never)`);

    it('and loops that await do not go on unseen', async () => {
      await kernel.execute(
        'let ticks = 0; console.log("ready"); while (true) { await new Promise((resolve) => setTimeout(resolve, 2)); ticks++ }',
        { steps: [{ seen: 'ready', do: 'interrupt' }] },
      );
      const first = await kernel.value('await new Promise((resolve) => setTimeout(resolve, 30)); ticks');
      assert.equal(await kernel.value('await new Promise((resolve) => setTimeout(resolve, 30)); ticks'), first);
    });
    it('and the heartbeat goes on', async () => assert.equal((await kernel.alive()).heartbeat, true));
  });

  describe('comms', () => {
    it('carry data and buffers both ways, to a target that the notebook registered', async () => {
      await kernel.value(
        'comms.registerTarget("echo", (comm, opened) => { comm.onMessage = ({ data, buffers }) => { console.log("got", data); comm.send({ back: data, opened: opened.data }, { buffers }) } })',
      );
      await kernel.send('comm_open', { comm_id: 'c1', target_name: 'echo', data: { hello: 1 } });
      const { messages } = await kernel.send('comm_msg', { comm_id: 'c1', data: { x: 2 } }, ['00ff']);
      assert.deepEqual(types(messages), ['busy', 'stream', 'comm_msg', 'idle']);
      const { content, buffers } = messages[2];
      assert.deepEqual(content, { comm_id: 'c1', data: { back: { x: 2 }, opened: { hello: 1 } } });
      assert.deepEqual(buffers, ['00ff']);
      assert.deepEqual((await kernel.ask('comm_info', { target_name: 'echo' }))['comms'], {
        c1: { target_name: 'echo' },
      });
      await kernel.send('comm_close', { comm_id: 'c1', data: {} });
      assert.deepEqual((await kernel.ask('comm_info'))['comms'], {});
    });
    it('can be opened and closed by the notebook', async () => {
      const { messages } = await kernel.execute(
        'const line = comms.open("widget", { data: { a: 1 }, buffers: [new Uint8Array([7])] }); line.send({ b: 2 }); line.close()',
      );
      const sent = messages.filter(({ type }) => type.startsWith('comm_'));
      assert.deepEqual(types(sent), ['comm_open', 'comm_msg', 'comm_close']);
      assert.equal(sent[0].content['target_name'], 'widget');
      assert.deepEqual(sent[0].buffers, ['07']);
    });
    it('are closed when nobody knows the target, and survive a handler that throws', async () => {
      const { messages } = await kernel.send('comm_open', { comm_id: 'c2', target_name: 'unknown', data: {} });
      assert.deepEqual(types(messages), ['busy', 'comm_close', 'idle']);
      await kernel.value('comms.registerTarget("bad", () => { throw new Error("in a handler") })');
      const bad = await kernel.send('comm_open', { comm_id: 'c3', target_name: 'bad', data: {} });
      assert.deepEqual(types(bad.messages), ['busy', 'stream', 'idle']);
    });
  });

  it('keeps history across restarts', async () => {
    await kernel.value('"remember me"');
    await kernel.restart();
    const found = await kernel.ask('history', { hist_access_type: 'search', pattern: '*remember*', output: true });
    const [session, line, [input, output]] = (found['history'] as [number, number, [string, string]][]).at(-1)!;
    assert.ok(session >= 1 && line >= 1);
    assert.deepEqual([input, output], ['"remember me"', "'remember me'"]);
  });

  it('restarts with an empty scope', async () => {
    await kernel.value('const forgotten = 1');
    await kernel.restart();
    assert.match((await kernel.failure('forgotten')).evalue, /Cannot find name 'forgotten'/);
  });

  it('stops a cell that fills the memory, and keeps the state', async () => {
    const home = new JupyterHome();
    home.environment['NODE_OPTIONS'] = '--max-old-space-size=1000';
    const small = await OutsideKernel.start(home);
    await small.value('const treasure = { gold: 7 }');
    const { ename } = await small.failure(
      '(() => { const hoard: object[] = []; while (true) hoard.push({ a: [hoard.length] }) })()',
    );
    assert.equal(ename, 'OutOfMemory');
    assert.equal(await small.value('treasure.gold'), '7');
    await small.stop();
  });

  it('ends when told to', async () => {
    const other = await OutsideKernel.start();
    assert.deepEqual(await other.stop(), { alive: false });
    assert.throws(() => process.kill(other.pid, 0), /ESRCH/);
  });
});

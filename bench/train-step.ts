/**
 * `npm run bench:train -- [--json FILE] [--rounds N] [--only TEXT]`: training steps of this library beside PyTorch, NumPy and TensorFlow.js, in one
 * run. Programs stay alive and take turns; a figure is the median over all turns, a ratio the median of the ratios of each turn.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import writeFileAtomic from 'write-file-atomic';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = (name: string) => fileURLToPath(new URL(`train-step/${name}`, import.meta.url));
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);

interface Answer {
  times: number[];
  peak: number;
  resident?: number;
}

interface About {
  version: string;
  blas?: string;
}

class Program {
  about: About | undefined;
  readonly #child;
  readonly #lines;

  constructor(command: string, args: string[]) {
    const environment = { ...process.env, OMP_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2' };
    this.#child = spawn(command, args, { cwd: root, env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async #read(): Promise<unknown> {
    const line = await this.#lines.next();
    if (line.done === true) throw new Error('A program of the benchmark ended early; its own message stands above.');
    return JSON.parse(line.value);
  }

  async run(name: string, repeats: number): Promise<Answer> {
    this.about ??= (await this.#read()) as About;
    this.#child.stdin.write(`${JSON.stringify([name, repeats])}\n`);
    return (await this.#read()) as Answer;
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await once(this.#child, 'exit');
  }
}

/** TensorFlow.js's modules cannot be imported by Node one by one: esbuild makes one file of them. */
function bundled(name: string): string {
  const outfile = join(mkdtempSync(join(tmpdir(), 'bench-train-')), 'program.mjs');
  buildSync({
    ...{ entryPoints: [file(name)], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  process.once('exit', () => rmSync(dirname(outfile), { recursive: true }));
  return outfile;
}

const node = (name: string) => new Program(process.execPath, ['--import', 'tsx', file(name)]);
const python = (name: string, ...args: string[]) => new Program('/usr/bin/python3', [file(name), ...args]);

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

interface Comparison {
  work: string;
  rival: string;
  milliseconds: number;
  rivalMilliseconds: number;
  /** Ours divided by the rival's: below 1 we are faster. */
  ratio: number;
  gigaflops?: number;
}

async function compare(
  work: string,
  repeats: number,
  ours: Program,
  rival: Program,
  rivalName: string,
  turns = rounds,
) {
  process.stderr.write(`· ${work}, beside ${rivalName} …\n`);
  const pairs: { mine: number; theirs: number }[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const mine = median((await ours.run(work, repeats)).times);
    const theirs = median((await rival.run(work, turns === 1 ? 1 : repeats)).times);
    pairs.push({ mine, theirs });
  }
  const milliseconds = median(pairs.map(({ mine }) => mine));
  const result: Comparison = {
    work,
    rival: rivalName,
    milliseconds,
    rivalMilliseconds: median(pairs.map(({ theirs }) => theirs)),
    ratio: median(pairs.map(({ mine, theirs }) => mine / theirs)),
  };
  if (work === 'GEMM 512') result.gigaflops = (2 * 512 ** 3) / milliseconds / 1e6;
  return result;
}

/** Resident memory before and after 1,000 further steps, and the peaks of both programs for the same model. */
async function memory() {
  process.stderr.write('· memory over 1,000 steps …\n');
  const ours = node('gradbook.ts');
  const torch = python('pytorch.py', '2');
  const before = await ours.run('SimpleConvNet step', 100);
  const after = await ours.run('SimpleConvNet step', 1000);
  const rival = await torch.run('SimpleConvNet step', 50);
  await Promise.all([ours.end(), torch.end()]);
  const megabytes = (bytes = NaN) => Math.round(bytes / 2 ** 20);
  return {
    residentBefore: megabytes(before.resident),
    residentAfter: megabytes(after.resident),
    peak: megabytes(after.peak),
    pytorchPeak: megabytes(rival.peak),
  };
}

/** From the import of the compiled library to the end of the first training step, in a fresh process. */
function firstStep(): number {
  const program = `
    const start = performance.now();
    const nn = await import(${JSON.stringify(new URL('../src/dist/index.js', import.meta.url).href)});
    const model = new nn.Sequential([new nn.Linear(784, 100), new nn.ReLU(), new nn.Linear(100, 10)]);
    const loss = new nn.SoftmaxCrossEntropy();
    loss.forward(model.forward(nn.Tensor.zeros([100, 784]), { training: true }), new Array(100).fill(3));
    model.backward(loss.backward());
    new nn.Adam().step(model.parameters);
    console.log(performance.now() - start);
  `;
  const times = Array.from({ length: rounds }, () => {
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root, encoding: 'utf8' });
    if (child.status !== 0) throw new Error(`The first step failed: ${child.stderr}`);
    return Number(child.stdout);
  });
  return median(times);
}

const ours = node('gradbook.ts');
const torch = python('pytorch.py', '2');
const torchAlone = python('pytorch.py', '1');
const numpy = python('numpy_net.py');
const tensorflow = new Program(process.execPath, [bundled('tensorflow.ts')]);
const programs = { ours, torch, torchAlone, numpy, tensorflow };

const wanted: [work: string, repeats: number, rival: Program, name: string, turns?: number][] = [
  ['SimpleConvNet step', 10, torch, 'PyTorch'],
  ['DeepConvNet step', 5, torch, 'PyTorch'],
  ['VGG-11 step', 2, torch, 'PyTorch'],
  ['VGG-16 forward', 2, torch, 'PyTorch'],
  ['BatchNorm2d', 10, torch, 'PyTorch'],
  ['MaxPool2d', 10, torch, 'PyTorch'],
  ['GEMM 512', 20, torchAlone, 'PyTorch, 1 thread'],
  ['SimpleConvNet step', 10, numpy, 'NumPy'],
  ['SimpleConvNet step', 10, tensorflow, 'TensorFlow.js cpu', 1],
];

const comparisons: Comparison[] = [];
for (const [work, repeats, rival, name, turns] of wanted) {
  if (`${work} ${name}`.includes(values.only)) comparisons.push(await compare(work, repeats, ours, rival, name, turns));
}
for (const program of Object.values(programs)) await program.end();

console.table(
  comparisons.map(({ work, rival, milliseconds, rivalMilliseconds, ratio, gigaflops }) => ({
    ...{ work, 'ms here': +milliseconds.toFixed(2), rival, 'ms there': +rivalMilliseconds.toFixed(2) },
    ...{ ratio: +ratio.toFixed(3), 'GFLOP/s here': gigaflops === undefined ? '' : +gigaflops.toFixed(1) },
  })),
);
const whole = values.only === '' ? { memory: await memory(), firstStepMilliseconds: firstStep() } : {};
const versions = Object.fromEntries(Object.entries(programs).map(([name, { about }]) => [name, about]));
const machine = `${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.version}`;
console.log(JSON.stringify({ machine, versions, ...whole }, null, 2));
if (values.json !== undefined) {
  await writeFileAtomic(values.json, `${JSON.stringify({ machine, versions, comparisons, ...whole }, null, 2)}\n`);
}

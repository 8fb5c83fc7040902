/**
 * `npm run bench:kernel -- [--json FILE] [--rounds N]`: this kernel beside stock tslab and ipykernel, in one run, through
 * jupyter_client. Medians; null means that the kernel never answered.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installKernel } from '../kernel/install/index.ts';
import writeFileAtomic from 'write-file-atomic';

const root = fileURLToPath(new URL('..', import.meta.url));
const python = '/usr/bin/python3';
const { values } = parseArgs({ options: { json: { type: 'string' }, rounds: { type: 'string', default: '5' } } });

type Measured = Record<string, unknown>;

const folder = mkdtempSync(join(tmpdir(), 'bench-kernel-'));
const data = join(folder, 'data');
const notebooks = join(folder, 'notebooks');
mkdirSync(notebooks, { recursive: true });
symlinkSync(join(root, 'node_modules'), join(notebooks, 'node_modules'), 'dir');
const environment = {
  ...process.env,
  JUPYTER_DATA_DIR: data,
  JUPYTER_PATH: data,
  JUPYTER_RUNTIME_DIR: join(folder, 'run'),
};

function install(name: string, argv: string[], language: string): void {
  const target = join(data, 'kernels', name);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'kernel.json'), JSON.stringify({ argv, display_name: name, language }));
}

function measure(name: string, language: string): Measured {
  process.stderr.write(`· ${name} …\n`);
  const script = fileURLToPath(new URL('kernel.py', import.meta.url));
  const { status, stdout, stderr } = spawnSync(python, [script, name, language, values.rounds], {
    cwd: notebooks,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`measuring ${name} failed:\n${stderr}`);
  return JSON.parse(stdout) as Measured;
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  if (value === null) return 'never';
  if (typeof value === 'object' && 'median' in value) return String(value.median);
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

try {
  installKernel({
    root,
    where: { scope: 'user' },
    system: { platform: process.platform, home: folder, environment: { JUPYTER_DATA_DIR: data } },
  });
  const tslab = join(root, 'node_modules', 'tslab', 'bin', 'tslab');
  install('tslab', [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}'], 'typescript');
  install('ipykernel', [python, '-m', 'ipykernel_launcher', '-f', '{connection_file}'], 'python');
  const results = {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      date: new Date().toISOString(),
    },
    kernels: {
      gradbook: measure('gradbook', 'typescript'),
      tslab: measure('tslab', 'typescript'),
      ipykernel: measure('ipykernel', 'python'),
    } as Record<string, Measured>,
  };
  const flat = Object.entries(results.kernels).map(([name, measured]) => {
    const { 'interrupt to idle': interrupts, ...rest } = measured;
    const kinds = Object.entries((interrupts ?? {}) as Measured).map(
      ([kind, value]) => [`interrupt: ${kind}`, value] as const,
    );
    return [name, { ...rest, ...Object.fromEntries(kinds) }] as const;
  });
  const rows = [...new Set(flat.flatMap(([, measured]) => Object.keys(measured)))];
  process.stdout.write(
    `| ms unless said | ${flat.map(([name]) => name).join(' | ')} |\n|---|${flat.map(() => '---:').join('|')}|\n`,
  );
  for (const row of rows)
    process.stdout.write(`| ${row} | ${flat.map(([, measured]) => shown(measured[row])).join(' | ')} |\n`);
  if (values.json !== undefined) await writeFileAtomic(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// The programs outside npm that some tests need. A test asks with `hasTool(name)` and skips where it may.
import { spawnSync } from 'node:child_process';

const python = '/usr/bin/python3';

export const tools = [
  {
    name: 'Chromium',
    what: 'the tests of the page need a browser',
    install: 'apt-get install chromium',
    probe: ['chromium', '--version'],
  },
  {
    name: 'bubblewrap',
    what: 'the tests of the grader need its sandbox',
    install: 'apt-get install bubblewrap',
    probe: ['bwrap', '--version'],
  },
  {
    name: 'Jupyter',
    what: 'the tests of the kernel need clients that others wrote',
    install:
      'apt-get install jupyter-client jupyter-notebook jupyter-nbconvert python3-nbclient python3-jupyter-kernel-test',
    probe: [python, '-c', 'import jupyter_client, nbconvert, nbclient, jupyter_kernel_test'],
  },
];

const found = new Map();

export function hasTool(name) {
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool)
    throw new RangeError(`hasTool: name must be one of ${tools.map((each) => each.name).join(', ')}; received ${name}`);
  if (!found.has(name))
    found.set(name, spawnSync(tool.probe[0], tool.probe.slice(1), { stdio: 'ignore' }).status === 0);
  return found.get(name);
}

export function missingTools() {
  return tools.filter((tool) => !hasTool(tool.name));
}

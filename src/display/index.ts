import { jupyterDisplay } from '../tensor/display.ts';

type Bundle = Readonly<Record<string, unknown>>;

/** What tslab leaves on globalThis for the code of its cells. */
interface Tslab {
  require(name: 'tslab'): { display: { raw(mimeType: string, content: unknown): void } };
}

interface Globals {
  display?: (value: unknown) => unknown;
  __tslab__?: Tslab;
}

const isObject = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null;

/** The MIME bundle that a value gives of itself, if it does. */
function bundleOf(value: unknown): Bundle | undefined {
  const describe = isObject(value) ? value[jupyterDisplay] : undefined;
  return typeof describe === 'function' ? (describe.call(value) as Bundle) : undefined;
}

/** tslab sends one representation of a value: the richest that there is. */
function forTslab(value: unknown): [mimeType: string, content: unknown] {
  if (isObject(value) && Array.isArray(value['data']) && isObject(value['layout'])) {
    return ['application/vnd.plotly.v1+json', value];
  }
  const bundle = bundleOf(value);
  if (!bundle) return ['text/plain', String(value)];
  return 'text/html' in bundle ? ['text/html', bundle['text/html']] : ['text/plain', bundle['text/plain']];
}

/**
 * Shows a figure, a table or anything else under the cell, in this project's kernel and in tslab alike; where there is no notebook, on the console.
 */
export function show(value: unknown): void {
  const { display, __tslab__: tslab } = globalThis as Globals;
  if (display) display(value);
  else if (tslab) tslab.require('tslab').display.raw(...forTslab(value));
  else console.log(bundleOf(value)?.['text/plain'] ?? value);
}

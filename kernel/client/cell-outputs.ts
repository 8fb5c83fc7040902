import type { JsonObject, Message } from '../wire/index.ts';
import type { Output } from './notebook-file.ts';

/** Collects what a kernel publishes for one cell into the outputs that a notebook stores. */
export class CellOutputs {
  readonly outputs: Output[] = [];
  readonly #displays: Map<string, Output[]>;
  #clearOnNext = false;

  /** @param displays outputs by display id, shared by the cells of a notebook: a later cell may update an earlier one's. */
  constructor(displays: Map<string, Output[]>) {
    this.#displays = displays;
  }

  /** Takes one iopub message that belongs to the cell; others' types are of no interest to a notebook. */
  add(message: Message): void {
    const { content } = message;
    switch (message.header.msg_type) {
      case 'stream':
        this.#addStream(content.name as string, content.text as string);
        break;
      case 'display_data':
        this.#addDisplay(content);
        break;
      case 'update_display_data':
        this.#update(content);
        break;
      case 'execute_result':
        this.#push({
          output_type: 'execute_result',
          data: content.data,
          metadata: content.metadata ?? {},
          execution_count: content.execution_count,
        });
        break;
      case 'error':
        this.#push({
          output_type: 'error',
          ename: content.ename,
          evalue: content.evalue,
          traceback: content.traceback,
        });
        break;
      case 'clear_output':
        if (content.wait === true) this.#clearOnNext = true;
        else this.#clear();
        break;
    }
  }

  #clear(): void {
    this.outputs.length = 0;
    this.#clearOnNext = false;
  }

  #push(output: Output): void {
    if (this.#clearOnNext) this.#clear();
    this.outputs.push(output);
  }

  #addStream(name: string, text: string): void {
    if (this.#clearOnNext) this.#clear();
    const last = this.outputs.at(-1);
    if (last?.output_type === 'stream' && last.name === name)
      last.text = overwriteLines(`${last.text as string}${text}`);
    else this.#push({ output_type: 'stream', name, text: overwriteLines(text) });
  }

  #addDisplay(content: JsonObject): void {
    const output: Output = { output_type: 'display_data', data: content.data, metadata: content.metadata ?? {} };
    this.#push(output);
    const id = displayId(content);
    if (id !== undefined) this.#displays.set(id, [...(this.#displays.get(id) ?? []), output]);
  }

  #update(content: JsonObject): void {
    const id = displayId(content);
    for (const output of (id !== undefined && this.#displays.get(id)) || []) {
      output.data = content.data;
      output.metadata = content.metadata ?? {};
    }
  }
}

function displayId(content: JsonObject): string | undefined {
  const transient = content.transient;
  if (typeof transient !== 'object' || transient === null || Array.isArray(transient)) return undefined;
  return typeof transient.display_id === 'string' ? transient.display_id : undefined;
}

/** Text as a terminal would show it: what follows a carriage return replaces the line, so that a progress bar stays one line. */
function overwriteLines(text: string): string {
  if (!text.includes('\r')) return text;
  return text.replaceAll('\r\n', '\n').replace(/[^\n]*\r(?=[^\n])/g, '');
}

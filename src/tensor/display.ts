/** Deno's convention, which notebooks follow: a value gives its own MIME bundle. */
export const jupyterDisplay: unique symbol = Symbol.for('Jupyter.display');

/** What Node's console and inspect call. */
export const nodeInspect: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** An HTML table; numbers are right-aligned. Colours are the page's own, so that it reads on light and dark. */
export function htmlTable(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (tag: string, value: string | number, numeric: boolean) =>
    `<${tag} style="text-align:${numeric ? 'right' : 'left'}">${escapeHtml(String(value))}</${tag}>`;
  const numeric = columns.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === ''),
  );
  const line = (tag: string, values: readonly (string | number)[]) =>
    `<tr>${values.map((value, column) => cell(tag, value, numeric[column])).join('')}</tr>`;
  return `<table><thead>${line('th', columns)}</thead><tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table>`;
}

/** The same table in characters, for terminals. */
export function textTable(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const all = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const numeric = columns.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === ''),
  );
  return all
    .map((row) =>
      row
        .map((value, column) => (numeric[column] ? value.padStart(widths[column]) : value.padEnd(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

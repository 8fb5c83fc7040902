import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';

const delimiters = [
  { left: '$$', right: '$$', display: true },
  { left: '\\[', right: '\\]', display: true },
  { left: '\\begin{equation}', right: '\\end{equation}', display: true },
  { left: '\\begin{align}', right: '\\end{align}', display: true },
  { left: '\\begin{align*}', right: '\\end{align*}', display: true },
  { left: '$', right: '$', display: false },
  { left: '\\(', right: '\\)', display: false },
];

/** A formula that is wider than its column scrolls; then the keyboard must reach it. */
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
    else target.removeAttribute('tabindex');
  }
});

/** Sets formulas with KaTeX, which is loaded when the first text with a formula is drawn. */
export class Mathematics implements IRenderMime.ILatexTypesetter {
  async typeset(element: HTMLElement): Promise<void> {
    const text = element.textContent ?? '';
    if (!delimiters.some((each) => text.includes(each.left))) return;
    const { renderMathInElement } = await import('./mathematics-engine.ts');
    renderMathInElement(element, { delimiters, throwOnError: false, strict: 'ignore', trust: false, maxExpand: 1000 });
    for (const formula of element.querySelectorAll('.katex-display')) widths.observe(formula);
  }
}

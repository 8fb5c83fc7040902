declare module 'katex/contrib/auto-render' {
  import type { KatexOptions } from 'katex';

  interface Delimiter {
    readonly left: string;
    readonly right: string;
    readonly display: boolean;
  }

  export default function renderMathInElement(
    element: HTMLElement,
    options?: KatexOptions & { delimiters?: readonly Delimiter[] },
  ): void;
}

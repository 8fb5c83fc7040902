import 'katex/dist/katex.css';

export { default as renderMathInElement } from 'katex/contrib/auto-render';

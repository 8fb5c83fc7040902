// @jupyterlab/notebook names this package for its own test helpers alone. The page parses Markdown in notebook/markdown.ts.
export {};

import { useEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { NotebookHandle } from '../notebook/handle.ts';

export interface OpenNotebook {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly handle: NotebookHandle | null;
  /** Why the notebook could not be opened. */
  readonly failure: unknown;
  /** The last thing that could not be done with the open notebook. */
  readonly error: unknown;
  readonly dismissError: () => void;
}

/** JupyterLab is one chunk, fetched when a notebook is about to be opened. */
export const loadNotebooks = () => import('../notebook/index.ts');

/** Keeps a notebook open in `host` while the component lives. Another path shows that file at the same position. */
export function useNotebook(path: string | undefined, cell: string | null): OpenNotebook {
  const host = useRef<HTMLDivElement>(null);
  const [handle, setHandle] = useState<NotebookHandle | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [error, setError] = useState<unknown>(null);
  const opened = useRef<string | undefined>(undefined);
  const known = path !== undefined;

  useEffect(() => {
    if (path === undefined || !host.current) return;
    let closed = false;
    let open: NotebookHandle | null = null;
    opened.current = path;
    const start = async (element: HTMLElement) => {
      const { openNotebook } = await loadNotebooks();
      if (closed) return;
      open = await openNotebook({ host: element, path, cell, onError: setError });
      if (closed) await open.close();
      else setHandle(open);
    };
    start(host.current).catch(setFailure);
    return () => {
      closed = true;
      setHandle(null);
      void open?.close();
    };
    // The first path opens the notebook; later ones move it, below.
  }, [known]);

  useEffect(() => {
    if (!handle || path === undefined || path === opened.current) return;
    opened.current = path;
    void handle.move(path);
  }, [handle, path]);

  return { host, handle, failure, error, dismissError: () => setError(null) };
}

import { parseApiPath } from '../contents/api-path.ts';
import type { CourseTree } from '../contents/tree.ts';
import { notFound } from '../http/errors.ts';
import type { Companions } from '../learner/companions.ts';
import { ServedKernel } from './served-kernel.ts';
import { findSpecs, requireSpec, type InstalledSpec } from './specs.ts';

export interface KernelManagerOptions {
  readonly tree: CourseTree;
  readonly companions: Companions;
  readonly own: InstalledSpec;
  readonly droppedNote: (dropped: number) => string;
  /** Called before a kernel starts: makes the work folder one in which notebooks find their packages. */
  readonly prepare: () => Promise<void>;
  /** Told of a failure that no request is waiting for. */
  readonly onError: (error: Error) => void;
}

/** All kernels of this server. */
export class KernelManager {
  readonly #options: KernelManagerOptions;
  readonly #kernels = new Map<string, ServedKernel>();
  #closed = false;

  constructor(options: KernelManagerOptions) {
    this.#options = options;
  }

  get defaultName(): string {
    return this.#options.own.spec.name;
  }

  get all(): readonly ServedKernel[] {
    return [...this.#kernels.values()];
  }

  /** Looked up each time: a kernel may be installed while the workbook runs. */
  specs(): Promise<Map<string, InstalledSpec>> {
    return findSpecs(this.#options.own);
  }

  /** @throws {RequestRefused} 404 */
  get(id: string): ServedKernel {
    const kernel = this.#kernels.get(id);
    if (kernel) return kernel;
    throw notFound(`There is no kernel "${id}".`, id);
  }

  has(id: string): boolean {
    return this.#kernels.has(id);
  }

  /**
   * Starts a kernel for a notebook, or for a folder: it works in the learner's copy of the folder.
   *
   * @throws {RequestRefused} 501 for a kernel that is not installed.
   * @throws {KernelDiedError} when it does not start.
   */
  async start(name: string = this.defaultName, path = ''): Promise<ServedKernel> {
    const spec = requireSpec(await this.specs(), name);
    const { tree, companions, droppedNote, prepare, onError } = this.#options;
    const segments = parseApiPath(path);
    // Clients also open sessions for what is no file, such as a console: those work in the nearest folder that there is.
    let folder = segments;
    while (!(await tree.isFolder(folder))) folder = folder.slice(0, -1);
    await prepare();
    const cwd = await companions.prepare(folder);
    const file = await tree.workPath(segments);
    const kernel = new ServedKernel({
      spec,
      cwd,
      droppedNote,
      onError,
      env: {
        ...process.env,
        // The names are Jupyter's: by the first a kernel knows its notebook, by the second it ends when this process is gone.
        JPY_SESSION_NAME: file,
        JPY_PARENT_PID: String(process.pid),
      },
    });
    this.#kernels.set(kernel.id, kernel);
    try {
      await kernel.start();
    } catch (error) {
      this.#kernels.delete(kernel.id);
      throw error;
    }
    if (this.#closed) await this.shutdown(kernel.id);
    return kernel;
  }

  async shutdown(id: string): Promise<void> {
    const kernel = this.get(id);
    this.#kernels.delete(id);
    await kernel.shutdown();
  }

  /** Ends every kernel, those included that are just starting. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.all.map((kernel) => this.shutdown(kernel.id)));
  }
}

import { SessionContext } from '@jupyterlab/apputils';
import type { ITranslator } from '@jupyterlab/translation';
import { signal } from '@preact/signals';
import type { KernelState } from './handle.ts';
import type { Services } from './services.ts';

/** The name of the kernelspec that the lessons are written for. */
const kernelName = 'gradbook';

/** The kernel of one lesson, whichever language of it is shown: found again after a reload, started where none runs. */
export class LessonKernel {
  readonly state = signal<KernelState>('starting');
  readonly context: SessionContext;

  constructor(services: Services, translator: ITranslator, path: string) {
    this.context = new SessionContext({
      sessionManager: services.sessions,
      specsManager: services.specs,
      translator,
      path,
      name: path.split('/').at(-1) ?? path,
      type: 'notebook',
      kernelPreference: {
        name: kernelName,
        language: 'typescript',
        shouldStart: true,
        canStart: true,
        autoStartDefault: false,
      },
    });
    const update = () => (this.state.value = this.#read());
    this.context.statusChanged.connect(update);
    this.context.connectionStatusChanged.connect(update);
    this.context.kernelChanged.connect(update);
    this.context.sessionChanged.connect(update);
  }

  async start(): Promise<void> {
    await this.context.initialize();
  }

  #read(): KernelState {
    const status = this.context.kernelDisplayStatus;
    switch (status) {
      case 'idle':
      case 'busy':
      case 'dead':
      case 'restarting':
        return status;
      case 'autorestarting':
      case 'terminating':
        return 'restarting';
      case 'disconnected':
      case 'connecting':
        return this.context.session?.kernel ? 'disconnected' : 'starting';
      case 'connected':
      case 'initializing':
      case 'starting':
      case 'unknown':
      case '':
        return this.context.session === null && this.context.isReady ? 'dead' : 'starting';
    }
  }

  async interrupt(): Promise<void> {
    await this.context.session?.kernel?.interrupt();
  }

  async restart(): Promise<void> {
    if (this.context.session?.kernel) await this.context.session.kernel.restart();
    else await this.context.startKernel();
  }

  /** The same kernel goes on under the path of the lesson's other language. */
  async move(path: string): Promise<void> {
    await this.context.ready;
    await this.context.session?.setPath(path);
    await this.context.session?.setName(path.split('/').at(-1) ?? path);
  }

  /** Leaves the kernel running: it is found again when the lesson is opened again. */
  dispose(): void {
    this.context.dispose();
  }
}

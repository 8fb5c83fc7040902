import {
  ContentsManager,
  KernelManager,
  KernelSpecManager,
  ServerConnection,
  SessionManager,
} from '@jupyterlab/services';

export interface Services {
  readonly contents: ContentsManager;
  readonly sessions: SessionManager;
  readonly specs: KernelSpecManager;
}

/**
 * JupyterLab's managers ask the server for its kernels and sessions every ten seconds. This page follows its one kernel through
 * a WebSocket, so the polls stand by and run only when an answer is asked for.
 */
class Quiet {
  #asked = true;

  ask(): void {
    this.#asked = true;
  }

  readonly standby = (): boolean => {
    const rest = !this.#asked;
    this.#asked = false;
    return rest;
  };
}

class QuietKernels extends KernelManager {
  readonly #quiet: Quiet;

  constructor(serverSettings: ServerConnection.ISettings, quiet = new Quiet()) {
    super({ serverSettings, standby: quiet.standby });
    this.#quiet = quiet;
  }

  override refreshRunning(): Promise<void> {
    this.#quiet.ask();
    return super.refreshRunning();
  }
}

class QuietSessions extends SessionManager {
  readonly #quiet: Quiet;

  constructor(serverSettings: ServerConnection.ISettings, kernelManager: KernelManager, quiet = new Quiet()) {
    super({ serverSettings, kernelManager, standby: quiet.standby });
    this.#quiet = quiet;
  }

  override refreshRunning(): Promise<void> {
    this.#quiet.ask();
    return super.refreshRunning();
  }
}

/** The connections to the server that served this page. The session's cookie says who asks. */
export function connectServices(): Services {
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: new URL('.', location.href).href,
    appendToken: false,
    token: '',
  });
  return {
    contents: new ContentsManager({ serverSettings }),
    sessions: new QuietSessions(serverSettings, new QuietKernels(serverSettings)),
    specs: new KernelSpecManager({ serverSettings, standby: new Quiet().standby }),
  };
}

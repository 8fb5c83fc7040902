import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { MessageLoop, type Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { Config, Data, Layout, PlotlyHTMLElement } from 'plotly.js-dist';
import { effect } from '@preact/signals';
import { theme } from '../shell/settings.ts';
import { language } from '../text/index.ts';
import { figureTemplate } from './figure-theme.ts';
import type * as FigureEngine from './figure-engine.ts';

export const figureMimeType = 'application/vnd.plotly.v1+json';

interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  /** Steps of an animation, which the figure's own buttons and sliders play. */
  readonly frames: object[];
}

/** One copy of plotly for the whole page, fetched when the first figure comes into a notebook. */
let engine: Promise<typeof FigureEngine> | undefined;
const loadEngine = () => (engine ??= import('./figure-engine.ts'));

function readFigure(value: unknown): Figure {
  const { data, layout, frames } = (value ?? {}) as { data?: unknown; layout?: unknown; frames?: unknown };
  if (!Array.isArray(data)) throw new TypeError(`A figure's data must be an array of traces; received ${typeof data}`);
  // The model belongs to the notebook and is saved with it; plotly writes into what it is given.
  return structuredClone({
    data: data as Data[],
    layout: layout ?? {},
    frames: Array.isArray(frames) ? (frames as object[]) : [],
  });
}

/** Draws a figure with plotly, in the page's colours unless the figure names its own, and again when the theme or the width changes. */
class FigureRenderer extends Widget implements IRenderMime.IRenderer {
  #figure: Figure | null = null;
  #plot: PlotlyHTMLElement | null = null;
  #drawing: Promise<void> = Promise.resolve();
  readonly #stop: () => void;
  readonly #sizes = new ResizeObserver(() => MessageLoop.postMessage(this, Widget.ResizeMessage.UnknownSize));

  constructor() {
    super();
    this.addClass('figure');
    this.#sizes.observe(this.node);
    this.#stop = effect(() => {
      // Read here, so that a change of either draws the figure again.
      void [theme.value, language.value];
      this.#redraw();
    });
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.#figure = readFigure(model.data[figureMimeType]);
    // Keeps the page from jumping while plotly loads.
    this.node.style.minHeight = `${this.#figure.layout.height ?? 360}px`;
    this.#redraw();
    await this.#drawing;
  }

  #redraw(): void {
    this.#drawing = this.#drawing.then(() => this.#draw());
  }

  async #draw(): Promise<void> {
    if (!this.#figure || this.isDisposed) return;
    const { Plotly } = await loadEngine();
    if (this.isDisposed) return;
    const { data, layout, frames } = structuredClone(this.#figure);
    const config: Partial<Config> = {
      // plotly's own button would send the figure to its maker's server.
      showSendToCloud: false,
      plotlyServerURL: '',
      displaylogo: false,
      responsive: false,
      locale: language.value,
      modeBarButtonsToRemove: ['select2d', 'lasso2d'],
    };
    const wide = this.node.clientWidth > 0 ? { width: Math.min(layout.width ?? Infinity, this.node.clientWidth) } : {};
    this.#plot = await Plotly.react(
      this.node,
      data,
      { height: 360, ...layout, ...wide, template: figureTemplate(layout.template) },
      config,
    );
    if (frames.length > 0) {
      // Drawn again, frames of the same names are replaced.
      await Plotly.addFrames(this.node, frames);
    }
    this.node.setAttribute('role', 'figure');
    this.node.setAttribute('aria-label', titleOf(layout));
    this.node.style.minHeight = '';
  }

  protected override onResize(message: Widget.ResizeMessage): void {
    super.onResize(message);
    void this.#fit();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    void this.#fit();
  }

  async #fit(): Promise<void> {
    const width = Math.min(this.#figure?.layout.width ?? Infinity, this.node.clientWidth);
    if (!this.#plot || width === 0 || this.#plot.clientWidth === 0) return;
    const { Plotly } = await loadEngine();
    if (!this.isDisposed) await Plotly.relayout(this.node, { width });
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#stop();
    this.#sizes.disconnect();
    if (this.#plot) void loadEngine().then(({ Plotly }) => Plotly.purge(this.node));
    super.dispose();
  }
}

function titleOf(layout: Partial<Layout>): string {
  const title: unknown = layout.title;
  const text: unknown = typeof title === 'object' && title !== null && 'text' in title ? title.text : title;
  return typeof text === 'string' && text !== '' ? text.replace(/<[^>]*>/g, ' ') : 'figure';
}

/** Figures are data, not programs: plotly draws them from any file, trusted or not. */
export const figureFactory: IRenderMime.IRendererFactory = {
  safe: true,
  mimeTypes: [figureMimeType],
  defaultRank: 0,
  createRenderer: () => new FigureRenderer(),
};

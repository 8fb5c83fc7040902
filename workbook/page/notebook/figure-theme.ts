import type { Template } from 'plotly.js-dist';

/** The page's colours and letters as a plotly template: it stands below everything that a figure says of itself. */
export function figureTemplate(own: unknown): Template {
  // A figure that brings a template wants to look the same everywhere.
  if (typeof own === 'object' && own !== null && Object.keys(own).length > 0) return own;
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const lines = {
    gridcolor: token('--figure-grid'),
    linecolor: token('--figure-axis'),
    tickcolor: token('--figure-axis'),
    zerolinecolor: token('--figure-axis'),
    zerolinewidth: 1,
  };
  const axis = { ...lines, automargin: true, title: { standoff: 12 } };
  const scene = { ...lines, backgroundcolor: 'rgba(0, 0, 0, 0)' };
  const bar = { colorbar: { outlinewidth: 0, thickness: 14, tickcolor: token('--figure-axis') } };
  return {
    layout: {
      font: { family: token('--font-text'), size: 13, color: token('--text') },
      paper_bgcolor: 'rgba(0, 0, 0, 0)',
      plot_bgcolor: 'rgba(0, 0, 0, 0)',
      colorway: [1, 2, 3, 4, 5, 6, 7, 8].map((index) => token(`--series-${index}`)),
      margin: { t: 48, r: 16, b: 48, l: 56 },
      title: { font: { size: 15 }, x: 0, xref: 'paper', xanchor: 'left' },
      xaxis: axis,
      yaxis: axis,
      scene: { xaxis: scene, yaxis: scene, zaxis: scene },
      legend: { bgcolor: 'rgba(0, 0, 0, 0)' },
      modebar: { bgcolor: 'rgba(0, 0, 0, 0)', color: token('--text-faint'), activecolor: token('--accent') },
      hoverlabel: {
        bgcolor: token('--surface-raised'),
        bordercolor: token('--line'),
        font: { color: token('--text'), family: token('--font-text') },
      },
    },
    data: { contour: [bar], heatmap: [bar], surface: [bar] },
  };
}

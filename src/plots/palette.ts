/** Eight colours that keep at least 3:1 contrast on white and on near-black, and stay apart for colour-blind eyes. */
const colours = ['#6b7a90', '#2f7de1', '#d9730d', '#0f9488', '#9a5fd0', '#d0437f', '#4a9a2c', '#a8780a'] as const;

/** Things that a course meets again and again keep their colour in every figure. */
const fixed: Readonly<Partial<Record<string, string>>> = {
  SGD: colours[0],
  Momentum: colours[1],
  AdaGrad: colours[2],
  RMSProp: colours[3],
  AdaGradMomentum: colours[4],
  Adam: colours[5],
  Nesterov: colours[6],
  AdamW: colours[7],
};

/** The colour of a series: its own where its name has one, else by its place. */
export function colourOf(name: string, place: number): string {
  return fixed[name] ?? colours[(place + 1) % colours.length];
}

/** For contour lines, arrows and other things that stand behind the data. */
export const background = { line: 'rgba(128, 136, 150, 0.55)', faint: 'rgba(128, 136, 150, 0.28)' } as const;

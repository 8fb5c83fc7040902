/** Jupyter counts characters (code points), JavaScript UTF-16 units; they differ after an emoji. */
export function toUnits(text: string, characters: number): number {
  let units = 0;
  for (const character of text) {
    if (characters-- <= 0) break;
    units += character.length;
  }
  return units;
}

export function toCharacters(text: string, units: number): number {
  return [...text.slice(0, units)].length;
}

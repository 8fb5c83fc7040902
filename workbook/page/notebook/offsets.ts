/** The Jupyter protocol counts a cell's characters as code points, JavaScript counts UTF-16 units. */
export function toOffset(text: string, index: number): number {
  return Array.from(text.slice(0, index)).length;
}

export function toIndex(text: string, offset: number): number {
  let index = 0;
  for (let count = 0; count < offset && index < text.length; count++)
    index += text.codePointAt(index)! > 0xffff ? 2 : 1;
  return index;
}

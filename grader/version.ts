/** Changes whenever the cases, the points or the rules of comparison do: the same submission may then get another score. */
export const graderVersion = '1';

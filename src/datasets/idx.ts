/** The third byte of the magic number says the type; 8 is an unsigned byte. */
const unsignedByte = 8;

/**
 * The bytes of an IDX file: a magic number 0x0000_08_dd with dd the number of dimensions, the dimensions as big-endian 32-bit numbers, then the
 * data.
 *
 * @throws Error naming the file when the header or the length is not what is expected.
 */
export function readIdx(name: string, file: Uint8Array, expected: readonly number[]): Uint8Array {
  const headerLength = 4 + 4 * expected.length;
  if (file.length < headerLength)
    throw new Error(
      `${name}: an IDX file of ${expected.length} dimensions starts with ${headerLength} bytes; received ${file.length}`,
    );
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = view.getUint32(0);
  const wantedMagic = (unsignedByte << 8) | expected.length;
  if (magic !== wantedMagic) {
    throw new Error(`${name}: the magic number must be ${hexadecimal(wantedMagic)}; received ${hexadecimal(magic)}`);
  }
  const dimensions = expected.map((_, axis) => view.getUint32(4 + 4 * axis));
  if (dimensions.join() !== expected.join()) {
    throw new Error(`${name}: dimensions must be ${expected.join(' × ')}; received ${dimensions.join(' × ')}`);
  }
  const length = expected.reduce((product, size) => product * size, 1);
  if (file.length !== headerLength + length) {
    throw new Error(`${name}: the file must have ${headerLength + length} bytes; received ${file.length}`);
  }
  return file.subarray(headerLength);
}

function hexadecimal(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

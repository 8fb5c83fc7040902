import { sizeOf } from '../tensor/shape.ts';
import { Tensor, type TensorOptions } from '../tensor/tensor.ts';

/** "\x93NUMPY" and version 1.0. */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

const readers = {
  '<f4': Float32Array,
  '<f8': Float64Array,
  '|u1': Uint8Array,
  '<i4': Int32Array,
} as const;

/** A tensor as a NumPy `.npy` file, version 1.0: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
export function encodeNpy({ shape, data, dataType }: Tensor): Uint8Array {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const fields = `{'descr': '${dataType === 'float64' ? '<f8' : '<f4'}', 'fortran_order': False, 'shape': (${axes}), }`;
  // The numbers start at a multiple of 64.
  const header = fields.padEnd(Math.ceil((fields.length + 11) / 64) * 64 - 11) + '\n';
  const file = new Uint8Array(10 + header.length + data.byteLength);
  file.set(magic);
  new DataView(file.buffer).setUint16(8, header.length, true);
  file.set(new TextEncoder().encode(header), 10);
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + header.length);
  return file;
}

/** @throws Error naming what is wrong with the file, or what is not read here (Fortran order, other types). */
export function decodeNpy(file: Uint8Array, options: TensorOptions = {}): Tensor {
  if (file.length < 10 || magic.slice(0, 6).some((byte, i) => file[i] !== byte)) {
    throw new Error('npy: the file must start with \\x93NUMPY');
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const [lengthBytes, length] = file[6] === 1 ? [2, view.getUint16(8, true)] : [4, view.getUint32(8, true)];
  const start = 8 + lengthBytes + length;
  const header = new TextDecoder('latin1').decode(file.subarray(8 + lengthBytes, start));
  const [, type] = /'descr': *'([^']*)'/.exec(header) ?? [];
  const [, axes] = /'shape': *\(([^)]*)\)/.exec(header) ?? [];
  if (
    type === undefined ||
    axes === undefined ||
    !Object.hasOwn(readers, type) ||
    !/'fortran_order': *False/.test(header)
  ) {
    throw new Error(
      `npy: the header must name a C-ordered array of type ${Object.keys(readers).join(', ')}; received ${header.trim()}`,
    );
  }
  const shape = axes.split(',').filter((axis) => axis.trim() !== '').map(Number); // prettier-ignore
  const Numbers = readers[type as keyof typeof readers];
  const bytes = sizeOf(shape) * Numbers.BYTES_PER_ELEMENT;
  if (file.length - start !== bytes) {
    throw new Error(`npy: shape (${axes}) of ${type} takes ${bytes} bytes; received ${file.length - start}`);
  }
  return Tensor.fromArray(new Numbers(new Uint8Array(file.subarray(start)).buffer), shape, options);
}

import type { Layer } from '../layers/layer.ts';
import { Sequential } from '../models/sequential.ts';
import { getFiles } from '../platform/files.ts';
import { formatShape, sameShape, sizeOf } from '../tensor/shape.ts';
import { Tensor, type TensorOptions } from '../tensor/tensor.ts';

/** Element types that are read; F32 and F64 are written. */
const types = { F32: Float32Array, F64: Float64Array } as const;

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** More would be no header but an attack; the format's own library draws the line here too. */
const longestHeader = 100_000_000;

/**
 * Named tensors as a safetensors file: an 8-byte little-endian header length, a JSON header, then the numbers.
 *
 * https://huggingface.co/docs/safetensors
 */
export function encodeSafetensors(tensors: ReadonlyMap<string, Tensor>): Uint8Array {
  const header: Record<string, Entry> = {};
  let offset = 0;
  for (const [name, { shape, dataType, data }] of tensors) {
    const dtype = dataType === 'float64' ? 'F64' : 'F32';
    header[name] = { dtype, shape: [...shape], data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = JSON.stringify(header);
  // Spaces bring the numbers to a multiple of eight, so that a reader may map them in place.
  const text = new TextEncoder().encode(json + ' '.repeat((8 - (new TextEncoder().encode(json).length % 8)) % 8));
  const file = new Uint8Array(8 + text.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  let at = 8 + text.length;
  for (const { data } of tensors.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

/** @throws Error naming what is wrong with the file. */
export function decodeSafetensors(file: Uint8Array, options: TensorOptions = {}): Map<string, Tensor> {
  if (file.length < 8) throw new Error(`safetensors: a file starts with 8 bytes; received ${file.length}`);
  const length = Number(new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true));
  if (length > longestHeader || 8 + length > file.length) {
    throw new Error(
      `safetensors: the header must lie inside the file of ${file.length} bytes; received a length of ${length}`,
    );
  }
  const header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(8, 8 + length))) as Record<
    string,
    Entry
  >;
  const body = file.subarray(8 + length);
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    if (!Object.hasOwn(types, entry.dtype)) {
      throw new Error(
        `safetensors: ${name} must be of type ${Object.keys(types).join(' or ')}; received ${String(entry.dtype)}`,
      );
    }
    const Numbers = types[entry.dtype as keyof typeof types];
    const [start, end] = entry.data_offsets;
    if (!(start >= 0 && end <= body.length) || end - start !== sizeOf(entry.shape) * Numbers.BYTES_PER_ELEMENT) {
      throw new Error(
        `safetensors: ${name} of shape ${formatShape(entry.shape)} must have its bytes inside the file; received ${start} to ${end} of ${body.length}`,
      );
    }
    // Copied, because the numbers may begin at an address that a typed array cannot.
    tensors.set(
      name,
      Tensor.fromArray(new Numbers(new Uint8Array(body.subarray(start, end)).buffer), entry.shape, options),
    );
  }
  return tensors;
}

/** Everything a model must remember: parameters (`0.weight`) and running statistics (`1.running_mean`), under PyTorch's names. */
export function modelTensors(model: Layer): Map<string, Tensor> {
  const parameters: [string, Tensor][] =
    model instanceof Sequential
      ? [...model.namedParameters].map(([name, { value }]) => [name, value])
      : model.parameters.map(({ name, value }) => [name, value]);
  return new Map([...parameters, ...model.state]);
}

/** Writes a model's weights to a safetensors file. PyTorch's `nn.Sequential` of the same layers reads it, and the other way round. */
export async function saveWeights(model: Layer, path: string): Promise<void> {
  await (await getFiles()).write(path, encodeSafetensors(modelTensors(model)));
}

/**
 * Reads weights into a model of the same layers.
 *
 * @throws RangeError naming the tensors that are missing or of another shape; the model is then unchanged.
 */
export async function loadWeights(model: Layer, path: string): Promise<void> {
  const saved = decodeSafetensors(await (await getFiles()).read(path));
  const wanted = modelTensors(model);
  for (const [name, { shape }] of wanted) {
    const found = saved.get(name);
    if (!found || !sameShape(found.shape, shape)) {
      throw new RangeError(
        `loadWeights: ${path} must hold ${name} of shape ${formatShape(shape)}; received ${found ? `shape ${formatShape(found.shape)}` : `only ${[...saved.keys()].join(', ')}`}`,
      );
    }
  }
  for (const [name, tensor] of wanted) tensor.copyFrom(saved.get(name)!);
}

export { decodeNpy, encodeNpy } from './npy.ts';
export { decodeSafetensors, encodeSafetensors, loadWeights, modelTensors, saveWeights } from './safetensors.ts';

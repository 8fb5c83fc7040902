import * as code from '../shared/codes';
import { activate, activateBackward, axpby, unary } from './elements/unary';
import { binaryRow, binaryRows } from './elements/binary';
import { permute } from './elements/permute';
import { update } from './elements/updates';
import { multiply } from './gemm/multiply';
import { packWeight, padImages, turnWeight } from './images/arrange';
import { convolve } from './images/convolve';
import { addParts, convolveWeight, sumChannels } from './images/convolve-weight';
import { channelStatistics, normalize, normalizeBackward } from './images/normalize';
import { averagePool, averagePoolBackward, maxPool, maxPoolBackward } from './images/pool';
import { dot, extreme, sumColumns, sumRows } from './rows/reduce';
import { softmax, softmaxCrossEntropy, softmaxCrossEntropyBackward } from './rows/softmax';

/** Does units `from` to `to` of the current job. */
export function perform(operation: i32, from: i32, to: i32): void {
  switch (operation) {
    case code.MULTIPLY:
      return multiply(from, to);
    case code.UNARY:
      return unary(from, to);
    case code.BINARY_ROW:
      return binaryRow(from, to);
    case code.BINARY_ROWS:
      return binaryRows(from, to);
    case code.AXPBY:
      return axpby(from, to);
    case code.ACTIVATE:
      return activate(from, to);
    case code.ACTIVATE_BACKWARD:
      return activateBackward(from, to);
    case code.PERMUTE:
      return permute(from, to);
    case code.SUM_ROWS:
      return sumRows(from, to);
    case code.SUM_COLUMNS:
      return sumColumns(from, to);
    case code.EXTREME:
      return extreme(from, to);
    case code.DOT:
      return dot(from, to);
    case code.SOFTMAX:
      return softmax(from, to);
    case code.SOFTMAX_CROSS_ENTROPY:
      return softmaxCrossEntropy(from, to);
    case code.SOFTMAX_CROSS_ENTROPY_BACKWARD:
      return softmaxCrossEntropyBackward(from, to);
    case code.UPDATE:
      return update(from, to);
    case code.PAD_IMAGES:
      return padImages(from, to);
    case code.TURN_WEIGHT:
      return turnWeight(from, to);
    case code.PACK_WEIGHT:
      return packWeight(from, to);
    case code.CONVOLVE:
      return convolve(from, to);
    case code.CONVOLVE_WEIGHT:
      return convolveWeight(from, to);
    case code.ADD_PARTS:
      return addParts(from, to);
    case code.SUM_CHANNELS:
      return sumChannels(from, to);
    case code.MAX_POOL:
      return maxPool(from, to);
    case code.MAX_POOL_BACKWARD:
      return maxPoolBackward(from, to);
    case code.AVERAGE_POOL:
      return averagePool(from, to);
    case code.AVERAGE_POOL_BACKWARD:
      return averagePoolBackward(from, to);
    case code.CHANNEL_STATISTICS:
      return channelStatistics(from, to);
    case code.NORMALIZE:
      return normalize(from, to);
    case code.NORMALIZE_BACKWARD:
      return normalizeBackward(from, to);
    default:
      unreachable();
  }
}

import * as code from '../shared/codes';
import { activate, activateBackward, axpby, unary } from './elements/unary';
import { binaryRow, binaryRows } from './elements/binary';
import { permute } from './elements/permute';
import { update } from './elements/updates';
import { multiply } from './gemm/multiply';
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
    default:
      unreachable();
  }
}

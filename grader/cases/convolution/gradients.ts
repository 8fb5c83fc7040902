import { text } from '../../language.ts';
import type { CaseDefinition } from '../define.ts';
import type { Pair } from '../reference/plain-array.ts';
import type { Random } from '../random.ts';
import type { Sizes } from './layer.ts';
import { gradients, imageFor, oblong } from './layer.ts';

const several = (random: Random): Sizes => ({
  images: random.integer(2, 3),
  image: random.twoDifferent(4, 6),
  kernel: oblong(random),
  channels: 3,
  filters: 2,
  bias: 'drawn',
});

const stridedWithRest = (random: Random): Sizes => {
  const options = { stride: [2, 3] as Pair };
  return { image: imageFor([3, 2], [3, 2], options, [1, random.integer(1, 2)]), kernel: [3, 2], options };
};

const padded = (random: Random): Sizes => ({
  image: random.twoDifferent(4, 6),
  kernel: [3, 4],
  options: { padding: [1, 2] },
});

const paddedInOneAxis = (random: Random): Sizes => ({
  image: random.twoDifferent(4, 6),
  kernel: [2, 3],
  options: { padding: random.next() < 0.5 ? [0, 2] : [1, 0] },
});

const paddedAndStrided = (random: Random): Sizes => {
  const options = { stride: [3, 2] as Pair, padding: [2, 1] as Pair };
  return {
    images: 2,
    channels: 2,
    filters: 3,
    image: imageFor([3, random.integer(3, 4)], [4, 3], options, [1, 1]),
    kernel: [4, 3],
    options,
  };
};

export const dxCases: readonly CaseDefinition[] = [
  {
    id: 'dx/plain',
    points: 4,
    title: text('겹치는 창의 dx', 'dx of overlapping windows'),
    hint: text(
      '창이 겹치는 입력의 dx를 비교합니다. 한 입력이 여러 출력에 쓰이므로 기울기를 덮어쓰지 않고 더해야 합니다.',
      'Compares dx where windows overlap. One input is used by several outputs, so its gradients are added, not overwritten.',
    ),
    build: gradients(
      'dx',
      (random) => ({ image: random.twoDifferent(5, 7), kernel: [2, 3] }),
      (random) => ({ image: random.twoDifferent(5, 7), kernel: [3, 2] }),
    ),
  },
  {
    id: 'dx/stride',
    points: 4,
    title: text('스트라이드와 남는 행의 dx', 'dx with stride and leftover rows'),
    hint: text(
      '스트라이드가 나누어떨어지지 않습니다. dx의 형상은 x와 같고, 남는 행과 열의 기울기는 0입니다.',
      'The stride does not divide. dx has the shape of x, and leftover rows and columns have the gradient 0.',
    ),
    build: gradients('dx', stridedWithRest, (random) => {
      const options = { stride: [3, 1] as Pair };
      return { image: imageFor([2, random.integer(3, 4)], [2, 3], options, [2, 0]), kernel: [2, 3], options };
    }),
  },
  {
    id: 'dx/padding',
    points: 3,
    title: text('패딩이 있는 dx', 'dx with padding'),
    hint: text(
      '패딩을 잘라 낸 dx를 비교합니다. 위와 왼쪽에서 패딩만큼 건너뛰는지, 한 축의 패딩이 0이어도 되는지 확인하십시오.',
      'Compares dx after the padding is cut off. Check that the padding is skipped at the top and on the left, also when one axis has none.',
    ),
    build: gradients('dx', padded, paddedInOneAxis, paddedAndStrided),
  },
  {
    id: 'dx/channels-and-batch',
    points: 3,
    title: text('여러 채널과 이미지의 dx', 'dx of several channels and images'),
    hint: text(
      '채널, 필터, 이미지가 여럿일 때의 dx를 비교합니다. 채널마다 모든 필터의 기여를 더하는지 확인하십시오.',
      'Compares dx of several channels, filters and images. Check that each channel sums what comes from all filters.',
    ),
    build: gradients('dx', several),
  },
];

export const dWeightCases: readonly CaseDefinition[] = [
  {
    id: 'dWeight/plain',
    points: 4,
    title: text('한 장, 한 채널의 dWeight', 'dWeight of one image with one channel'),
    hint: text(
      '가중치마다 그것이 곱해진 모든 입력과 dy의 곱을 더한 값을 비교합니다. 뒤집힌 커널이나 바뀐 축이 없는지 확인하십시오.',
      'Compares, for each weight, the sum of dy times every input that it was multiplied with. Check for a flipped kernel or exchanged axes.',
    ),
    build: gradients(
      'dWeight',
      (random) => ({ image: random.twoDifferent(5, 7), kernel: [2, 3] }),
      (random) => ({ image: random.twoDifferent(5, 7), kernel: [3, 2] }),
    ),
  },
  {
    id: 'dWeight/stride-and-padding',
    points: 4,
    title: text('스트라이드와 패딩이 있는 dWeight', 'dWeight with stride and padding'),
    hint: text(
      '스트라이드와 패딩을 쓸 때의 dWeight를 비교합니다. 순전파와 똑같은 위치의 입력을 읽는지 확인하십시오.',
      'Compares dWeight with stride and padding. Check that it reads the input at the same places as forward does.',
    ),
    build: gradients('dWeight', stridedWithRest, padded, paddedInOneAxis, paddedAndStrided),
  },
  {
    id: 'dWeight/channels-and-batch',
    points: 4,
    title: text('여러 채널과 이미지의 dWeight', 'dWeight of several channels and images'),
    hint: text(
      '배치의 모든 이미지에 대해 더한 dWeight를 비교합니다. 평균을 내거나 마지막 이미지만 남기지 않는지 확인하십시오.',
      'Compares dWeight summed over the images of a batch. Check that it is not averaged, and that not only the last image remains.',
    ),
    build: gradients('dWeight', several),
  },
];

export const dBiasCases: readonly CaseDefinition[] = [
  {
    id: 'dBias/positions',
    points: 3,
    title: text('모든 위치를 더한 dBias', 'dBias summed over positions'),
    hint: text(
      'dBias는 필터마다 dy를 모든 위치에서 더한 값입니다. 형상은 [F]입니다.',
      'dBias is, for each filter, the sum of dy over all positions. Its shape is [F].',
    ),
    build: gradients('dBias', (random) => ({
      image: random.twoDifferent(4, 6),
      kernel: oblong(random),
      filters: 3,
      bias: 'drawn',
    })),
  },
  {
    id: 'dBias/batch',
    points: 3,
    title: text('배치를 더한 dBias', 'dBias summed over the batch'),
    hint: text(
      'dBias는 배치의 모든 이미지에 대해서도 더합니다. 평균을 내지 않습니다.',
      'dBias is also summed over the images of the batch, not averaged.',
    ),
    build: gradients('dBias', several, paddedAndStrided),
  },
];

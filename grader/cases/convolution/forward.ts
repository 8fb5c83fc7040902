import { text } from '../../language.ts';
import type { CaseDefinition } from '../define.ts';
import { numbers } from '../define.ts';
import type { Pair } from '../reference/plain-array.ts';
import { forwards, imageFor, layerAndInput, oblong } from './layer.ts';

export const forwardCases: readonly CaseDefinition[] = [
  {
    id: 'forward/plain',
    points: 5,
    title: text('한 장, 한 채널의 순전파', 'Forward of one image with one channel'),
    hint: text(
      '높이와 너비가 다른 입력과 커널로 y를 비교합니다. 커널을 뒤집지 않는지, 높이와 너비를 바꾸어 쓰지 않는지 확인하십시오.',
      'Compares y for inputs and kernels whose height and width differ. Check that the kernel is not flipped, and that height and width are not exchanged.',
    ),
    build: forwards(
      (random) => ({ image: random.twoDifferent(5, 8), kernel: [2, 3] }),
      (random) => ({ image: random.twoDifferent(5, 8), kernel: [3, 2] }),
    ),
  },
  {
    id: 'forward/bias',
    points: 3,
    title: text('편향', 'Bias'),
    hint: text(
      '필터마다 다른 편향을 더한 y를 비교합니다. 출력의 모든 위치에 그 필터의 편향을 정확히 한 번 더하는지 확인하십시오.',
      'Compares y when every filter has a bias of its own. Check that each position of the output gets the bias of its filter, exactly once.',
    ),
    build: forwards((random) => ({
      image: random.twoDifferent(4, 6),
      kernel: oblong(random),
      filters: 3,
      bias: 'drawn',
    })),
  },
  {
    id: 'forward/smallest',
    points: 4,
    title: text('가장 작은 크기', 'Smallest sizes'),
    hint: text(
      '1×1 커널, 입력과 같은 크기의 커널, 한 칸짜리 입력을 비교합니다. 반복문의 경계와 출력 크기 계산을 확인하십시오.',
      'Compares 1×1 kernels, kernels as large as the input, and inputs of a single number. Check the bounds of your loops and the output size.',
    ),
    build: forwards(
      (random) => ({ image: random.twoDifferent(3, 5), kernel: [1, 1], filters: 2 }),
      (random) => {
        const image = random.twoDifferent(2, 5);
        return { image, kernel: image };
      },
      () => ({ image: [1, 1], kernel: [1, 1] }),
      (random) => {
        const width = random.integer(3, 5);
        return { image: [1, width], kernel: [1, 2] };
      },
    ),
  },
];

export const strideCases: readonly CaseDefinition[] = [
  {
    id: 'stride/each-axis',
    points: 5,
    title: text('축마다 다른 스트라이드', 'A stride for each axis'),
    hint: text(
      '높이와 너비의 스트라이드가 서로 다릅니다. stride[0]은 행, stride[1]은 열에 쓰는지 확인하십시오.',
      'The strides of height and width differ. Check that stride[0] moves along rows and stride[1] along columns.',
    ),
    build: forwards(
      (random) => {
        const options = { stride: [2, 3] as Pair };
        return { image: imageFor([random.integer(2, 3), 3], [3, 2], options), kernel: [3, 2], options };
      },
      (random) => {
        const options = { stride: [3, 1] as Pair };
        return { image: imageFor([2, random.integer(3, 4)], [2, 3], options), kernel: [2, 3], options };
      },
    ),
  },
  {
    id: 'stride/leftover',
    points: 5,
    title: text('나누어떨어지지 않는 스트라이드', 'A stride that does not divide'),
    hint: text(
      '스트라이드로 나누어떨어지지 않아 행이나 열이 남습니다. 출력 크기를 내림하는지 확인하십시오.',
      'The stride does not divide, so rows or columns are left over. Check that the output size is rounded down.',
    ),
    build: forwards(
      (random) => {
        const options = { stride: [3, 2] as Pair };
        return {
          image: imageFor([2, random.integer(2, 3)], [2, 3], options, [random.integer(1, 2), 1]),
          kernel: [2, 3],
          options,
        };
      },
      (random) => {
        const options = { stride: [2, 4] as Pair };
        return {
          image: imageFor([3, 2], [3, 2], options, [1, random.integer(2, 3)]),
          kernel: [3, 2],
          options,
        };
      },
    ),
  },
];

export const paddingCases: readonly CaseDefinition[] = [
  {
    id: 'padding/each-axis',
    points: 4,
    title: text('축마다 다른 패딩', 'A padding for each axis'),
    hint: text(
      '높이와 너비의 패딩이 서로 다릅니다. 네 가장자리 모두에 0을 두르는지, padding[0]을 위아래에 쓰는지 확인하십시오.',
      'The paddings of height and width differ. Check that zeros surround all four edges, and that padding[0] belongs to top and bottom.',
    ),
    build: forwards(
      (random) => ({ image: random.twoDifferent(4, 6), kernel: [3, 4], options: { padding: [1, 2] } }),
      (random) => ({ image: random.twoDifferent(4, 6), kernel: [4, 2], options: { padding: [3, 1] } }),
    ),
  },
  {
    id: 'padding/one-axis',
    points: 3,
    title: text('한 축에만 있는 패딩', 'Padding in one axis only'),
    hint: text(
      '한 축의 패딩이 0입니다. 패딩이 0일 때 slice(p, -p)처럼 빈 배열이 되는 코드가 없는지 확인하십시오.',
      'The padding of one axis is 0. Check for code such as slice(p, -p) that gives an empty list when the padding is 0.',
    ),
    build: forwards(
      (random) => ({ image: random.twoDifferent(3, 6), kernel: [2, 3], options: { padding: [0, 2] } }),
      (random) => ({ image: random.twoDifferent(3, 6), kernel: [3, 2], options: { padding: [2, 0] } }),
    ),
  },
  {
    id: 'padding/with-stride',
    points: 3,
    title: text('패딩과 스트라이드를 함께', 'Padding together with stride'),
    hint: text(
      '패딩과 스트라이드를 함께 씁니다. 출력 크기 floor((H + 2p − k) / s) + 1을 확인하십시오.',
      'Uses padding and stride together. Check the output size floor((H + 2p − k) / s) + 1.',
    ),
    build: forwards(
      (random) => {
        const options = { stride: [2, 3] as Pair, padding: [1, 2] as Pair };
        return { image: imageFor([3, random.integer(3, 4)], [3, 4], options, [1, 2]), kernel: [3, 4], options };
      },
      () => ({ image: [2, 3], kernel: [4, 5], options: { stride: [1, 2], padding: [2, 1] } }),
    ),
  },
];

export const channelCases: readonly CaseDefinition[] = [
  {
    id: 'channels/several',
    points: 5,
    title: text('여러 채널과 여러 필터', 'Several channels and filters'),
    hint: text(
      '채널 수와 필터 수가 서로 다릅니다. 모든 채널을 더하는지, 출력의 둘째 축이 필터인지, 편향을 채널마다 거듭 더하지 않는지 확인하십시오.',
      'The numbers of channels and filters differ. Check that all channels are summed, that the second axis of the output is the filter, and that the bias is not added once for each channel.',
    ),
    build: forwards(
      (random) => ({
        image: random.twoDifferent(4, 6),
        kernel: oblong(random),
        channels: 3,
        filters: 2,
        bias: 'drawn',
      }),
      (random) => ({
        image: random.twoDifferent(4, 6),
        kernel: oblong(random),
        channels: 2,
        filters: random.integer(4, 5),
        bias: 'drawn',
      }),
    ),
  },
  {
    id: 'channels/one-of-either',
    points: 3,
    title: text('채널이나 필터가 하나일 때', 'One channel or one filter'),
    hint: text(
      '채널만 여럿이거나 필터만 여럿입니다. 가중치의 축 순서 F×C×KH×KW를 확인하십시오.',
      'Only the channels or only the filters are several. Check the order F×C×KH×KW of the axes of the weight.',
    ),
    build: forwards(
      (random) => ({ image: random.twoDifferent(3, 5), kernel: oblong(random), channels: 4 }),
      (random) => ({ image: random.twoDifferent(3, 5), kernel: oblong(random), filters: 4 }),
    ),
  },
];

export const batchCases: readonly CaseDefinition[] = [
  {
    id: 'batch/images',
    points: 5,
    title: text('여러 장의 이미지', 'Several images'),
    hint: text(
      '배치의 모든 이미지를 비교합니다. 첫 이미지만 계산하거나 이미지 사이의 간격을 잘못 세지 않는지 확인하십시오.',
      'Compares every image of a batch. Check that not only the first image is computed, and how far apart images lie in the data.',
    ),
    build: forwards((random) => ({
      images: random.integer(3, 4),
      image: random.twoDifferent(4, 6),
      kernel: oblong(random),
      channels: 2,
      filters: 3,
    })),
  },
  {
    id: 'batch/sizes',
    points: 3,
    title: text('한 계층에 여러 크기의 입력', 'Inputs of several sizes in one layer'),
    hint: text(
      '같은 계층을 배치 크기와 이미지 크기를 바꾸어 가며 부릅니다. 크기를 처음 한 번만 기억해 두지 않는지 확인하십시오.',
      'Calls one layer with batches and images of different sizes. Check that no size is remembered from the first call.',
    ),
    build: (recorder, random) => {
      const { layer, x } = layerAndInput(recorder, random, {
        images: 2,
        image: random.twoDifferent(4, 6),
        kernel: [2, 3],
        channels: 2,
        filters: 3,
      });
      recorder.observe(recorder.forward(layer, x));
      recorder.observe(recorder.forward(layer, recorder.array(numbers(random, [3, 2, ...random.twoDifferent(3, 7)]))));
      recorder.observe(recorder.forward(layer, recorder.array(numbers(random, [1, 2, ...random.twoDifferent(3, 7)]))));
    },
  },
];

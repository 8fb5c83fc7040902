import { text } from '../../language.ts';
import type { CaseDefinition } from '../define.ts';
import { distinct } from '../define.ts';
import { forwards, image, negative } from './layer.ts';

export const forwardCases: readonly CaseDefinition[] = [
  {
    id: 'forward/plain',
    points: 6,
    title: text('겹치지 않는 창의 최댓값', 'Maxima of windows side by side'),
    hint: text(
      '높이와 너비가 다른 창으로 y를 비교합니다. size[0]은 높이, size[1]은 너비이고, 스트라이드를 주지 않으면 창의 크기와 같습니다.',
      'Compares y for windows whose height and width differ. size[0] is the height and size[1] the width; without a stride, windows lie side by side.',
    ),
    build: forwards(
      (random) => ({ x: image(random, [6, 6]), size: [2, 3] }),
      (random) => ({ x: image(random, [6, 4]), size: [3, 2] }),
    ),
  },
  {
    id: 'forward/negative',
    points: 5,
    title: text('음수만 있는 입력', 'Inputs below zero'),
    hint: text(
      '모든 값이 음수입니다. 최댓값을 0에서 시작하지 않는지 확인하십시오.',
      'All numbers are negative. Check that the maximum does not start from 0.',
    ),
    build: forwards(
      (random) => ({ x: negative(image(random, [4, 6])), size: [2, 3] }),
      (random) => {
        const x = negative(image(random, [4, 6]));
        return { x: { shape: x.shape, data: x.data.map((each) => each - 1e6) }, size: [2, 2] };
      },
    ),
  },
  {
    id: 'forward/smallest',
    points: 5,
    title: text('가장 작은 크기와 남는 행', 'Smallest sizes and leftover rows'),
    hint: text(
      '1×1 창, 입력과 같은 창, 창으로 나누어떨어지지 않는 입력을 비교합니다. 출력 크기를 내림하는지 확인하십시오.',
      'Compares 1×1 windows, windows as large as the input, and inputs that windows do not divide. Check that the output size is rounded down.',
    ),
    build: forwards(
      (random) => ({ x: image(random, random.twoDifferent(3, 5)), size: [1, 1] }),
      (random) => {
        const size = random.twoDifferent(2, 5);
        return { x: image(random, size), size };
      },
      (random) => ({ x: image(random, [5, 8]), size: [2, 3] }),
    ),
  },
];

export const strideCases: readonly CaseDefinition[] = [
  {
    id: 'stride/overlapping',
    points: 6,
    title: text('겹치는 창', 'Overlapping windows'),
    hint: text(
      '스트라이드가 창보다 작아 창이 겹치고, 축마다 다릅니다. stride[0]은 행, stride[1]은 열에 쓰는지 확인하십시오.',
      'The stride is smaller than the window and differs in each axis. Check that stride[0] moves along rows and stride[1] along columns.',
    ),
    build: forwards(
      (random) => ({ x: image(random, [5, 7]), size: [3, 3], options: { stride: [1, 2] } }),
      (random) => ({ x: image(random, [7, 4]), size: [3, 2], options: { stride: [2, 1] } }),
    ),
  },
  {
    id: 'stride/gaps',
    points: 6,
    title: text('창보다 큰 스트라이드와 남는 행', 'A stride beyond the window, and leftover rows'),
    hint: text(
      '스트라이드가 창보다 크거나 나누어떨어지지 않습니다. 출력 크기 floor((H + 2p − k) / s) + 1을 확인하십시오.',
      'The stride is larger than the window or does not divide. Check the output size floor((H + 2p − k) / s) + 1.',
    ),
    build: forwards(
      (random) => ({ x: image(random, [8, 9]), size: [2, 2], options: { stride: [3, 4] } }),
      (random) => ({ x: image(random, [6, 8]), size: [3, 2], options: { stride: [2, 3] } }),
    ),
  },
];

export const paddingCases: readonly CaseDefinition[] = [
  {
    id: 'padding/each-axis',
    points: 7,
    title: text('축마다 다른 패딩', 'A padding for each axis'),
    hint: text(
      '높이와 너비의 패딩이 서로 다릅니다. padding[0]을 위아래에 쓰는지, 출력 크기에 패딩이 들어가는지 확인하십시오.',
      'The paddings of height and width differ. Check that padding[0] belongs to top and bottom, and that the output size counts it.',
    ),
    build: forwards(
      (random) => ({ x: image(random, [5, 6]), size: [3, 4], options: { stride: [2, 3], padding: [1, 2] } }),
      (random) => ({ x: image(random, [4, 7]), size: [2, 3], options: { padding: [1, 0] } }),
      (random) => ({ x: image(random, [4, 7]), size: [3, 2], options: { stride: [1, 2], padding: [0, 1] } }),
    ),
  },
  {
    id: 'padding/never-wins',
    points: 7,
    title: text('이기지 못하는 패딩', 'Padding never wins'),
    hint: text(
      '음수만 있는 입력에 패딩을 두릅니다. 패딩은 0이 아니라 −Infinity로 다루어야 합니다.',
      'Inputs below zero are padded. Padding counts as −Infinity, not as 0.',
    ),
    build: forwards(
      (random) => ({
        x: negative(image(random, [5, 4])),
        size: [3, 2],
        options: { stride: [2, 2], padding: [1, 1] },
      }),
      (random) => {
        const x = negative(image(random, [4, 5]));
        return {
          x: { shape: x.shape, data: x.data.map((each) => each - 1e6) },
          size: [2, 3],
          options: { stride: [1, 2], padding: [1, 2] },
        };
      },
    ),
  },
];

export const batchCases: readonly CaseDefinition[] = [
  {
    id: 'batch/planes',
    points: 5,
    title: text('여러 채널과 이미지', 'Several channels and images'),
    hint: text(
      '채널과 이미지가 여럿입니다. 채널마다 따로 최댓값을 찾는지 확인하십시오.',
      'There are several channels and images. Check that each channel has maxima of its own.',
    ),
    build: forwards((random) => ({ x: distinct(random, [3, 2, 5, 6]), size: [2, 3], options: { stride: [1, 2] } })),
  },
  {
    id: 'batch/sizes',
    points: 3,
    title: text('한 계층에 여러 크기의 입력', 'Inputs of several sizes in one layer'),
    hint: text(
      '같은 계층을 크기를 바꾸어 가며 부릅니다. 크기를 처음 한 번만 기억해 두지 않는지 확인하십시오.',
      'Calls one layer with inputs of different sizes. Check that no size is remembered from the first call.',
    ),
    build: (recorder, random) => {
      const layer = recorder.construct([[2, 3]]);
      for (const shape of [
        [2, 3, 4, 6],
        [1, 2, 6, 3],
        [3, 1, 2, 7],
      ]) {
        recorder.observe(recorder.forward(layer, recorder.array(distinct(random, shape))));
      }
    },
  },
];

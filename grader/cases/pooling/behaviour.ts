import { text } from '../../language.ts';
import type { CaseDefinition } from '../define.ts';
import { distinct, gradientFor, numbers } from '../define.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { LayerOptions, Pair } from '../reference/plain-array.ts';
import type { Register } from '../steps.ts';

/** Whoever throws at everything must not earn the points of errors: each such case needs a right forward as well. */
function rightForward(recorder: Recorder, random: Random): { layer: Register; y: Register } {
  const layer = recorder.construct([[2, 2]]);
  const y = recorder.forward(layer, recorder.array(distinct(random, [1, 2, 4, 6])));
  recorder.observe(y);
  return { layer, y };
}

export const errorCases: readonly CaseDefinition[] = [
  {
    id: 'errors/input',
    points: 2,
    title: text('맞지 않는 입력', 'An input that does not fit'),
    hint: text(
      '올바른 순전파 뒤에 축의 수나 크기가 맞지 않는 x를 넣습니다. forward가 RangeError를 던져야 합니다.',
      'After a right forward, x has a wrong number of axes or is too small. forward must throw a RangeError.',
    ),
    build: (recorder, random) => {
      rightForward(recorder, random);
      const layer = recorder.construct([[2, 3]]);
      for (const shape of [
        [4, 6],
        [2, 4, 6],
        [1, 1, 1, 6],
        [1, 1, 4, 2],
      ]) {
        recorder.observe(recorder.forward(layer, recorder.array(distinct(random, shape))));
      }
    },
  },
  {
    id: 'errors/options',
    points: 2,
    title: text('잘못된 스트라이드와 패딩', 'A wrong stride or padding'),
    hint: text(
      '올바른 순전파 뒤에 잘못된 스트라이드, 음수 패딩, 창 이상의 패딩을 넣습니다. 생성자나 forward가 RangeError를 던져야 합니다.',
      'After a right forward, a stride is wrong, or a padding is negative or not smaller than the window. The constructor or forward must throw a RangeError.',
    ),
    build: (recorder, random) => {
      rightForward(recorder, random);
      const wrong: LayerOptions[] = [
        { stride: [0, 1] },
        { stride: [1, 2.5] },
        { stride: [-1, 1] },
        { padding: [-1, 0] },
        { padding: [2, 0] },
        { padding: [0, 3] },
      ];
      for (const options of wrong) {
        const layer = recorder.construct([[2, 3]], options);
        recorder.observe(recorder.forward(layer, recorder.array(distinct(random, [1, 2, 6, 7]))));
      }
    },
  },
  {
    id: 'errors/backward',
    points: 2,
    title: text('순전파 없는 backward, 형상이 다른 dy', 'backward before forward, and a dy of another shape'),
    hint: text(
      '올바른 순전파 뒤에 형상이 다른 dy를 넣으면 RangeError를, forward 없이 backward를 부르면 오류를 던져야 합니다.',
      'After a right forward, a dy of another shape must throw a RangeError; backward without a forward must throw an error.',
    ),
    build: (recorder, random) => {
      const { layer } = rightForward(recorder, random);
      for (const shape of [
        [1, 2, 3, 2],
        [2, 2, 2, 3],
        [1, 2, 2, 4],
        [2, 2, 3],
      ]) {
        recorder.observe(recorder.backward(layer, recorder.array(numbers(random, shape))));
      }
      const fresh = recorder.construct([[2, 2]]);
      recorder.observe(recorder.backward(fresh, recorder.array(numbers(random, [1, 1, 2, 2]))));
    },
  },
];

const overlapping = { size: [2, 3] as Pair, options: { stride: [1, 2] as Pair } };

export const stateCases: readonly CaseDefinition[] = [
  {
    id: 'state/two-layers',
    points: 2,
    title: text('번갈아 쓰는 두 계층', 'Two layers used in turn'),
    hint: text(
      '두 계층을 번갈아 부릅니다. 계층이 static 필드나 파일의 변수를 함께 쓰지 않는지 확인하십시오.',
      'Uses two layers in turn. Check that layers share no static field and no variable of the file.',
    ),
    build: (recorder, random) => {
      const layers = [0, 1].map(() => recorder.construct([overlapping.size], overlapping.options));
      const outputs = layers.map((layer) => recorder.forward(layer, recorder.array(distinct(random, [2, 2, 4, 7]))));
      const dx = layers.map((layer, at) => recorder.backward(layer, gradientFor(recorder, random, outputs[at])));
      for (const register of [...outputs, ...dx]) recorder.observe(register);
    },
  },
  {
    id: 'state/caller-writes',
    points: 2,
    title: text('호출 뒤에 바뀌는 배열', 'Arrays that change after a call'),
    hint: text(
      '부른 쪽이 넣어 준 size와 옵션, x와 dy, 돌려받은 y와 dx를 나중에 바꿉니다. 필요한 값은 기억해 두고, 결과마다 새 배열을 만들어야 합니다.',
      'The caller later changes the size and options, the x and dy that it handed in and the y and dx that it got back. Remember what you need, and make a new array for each result.',
    ),
    build: (recorder, random) => {
      const layer = recorder.construct([overlapping.size], overlapping.options);
      recorder.spoilArguments(layer);
      const x = recorder.array(distinct(random, [2, 1, 5, 6]));
      const y = recorder.forward(layer, x);
      const dy = gradientFor(recorder, random, y);
      recorder.spoil(x);
      recorder.spoil(y);
      const dx = recorder.backward(layer, dy);
      recorder.observe(dx);
      recorder.spoil(dx);
      recorder.spoil(dy);
      recorder.observe(recorder.backward(layer, recorder.array(numbers(random, recorder.shapeOf(y)))));
    },
  },
  {
    id: 'state/latest-forward',
    points: 3,
    title: text('가장 최근의 순전파', 'The latest forward'),
    hint: text(
      'backward는 가장 최근 forward에 대한 것이고, 다시 불러도 결과가 같습니다. 기울기가 호출마다 쌓이거나 결과 배열을 다시 쓰지 않는지 확인하십시오.',
      'backward belongs to the latest forward, and gives the same when called again. Check that gradients do not pile up from call to call, and that no result array is used again.',
    ),
    build: (recorder, random) => {
      const layer = recorder.construct([overlapping.size], overlapping.options);
      const first = recorder.forward(layer, recorder.array(distinct(random, [2, 1, 5, 6])));
      const y = recorder.forward(layer, recorder.array(distinct(random, [2, 1, 5, 6])));
      // Whoever fills one array again and again hands out the same one twice.
      recorder.spoil(first);
      recorder.observe(y);
      const earlier = recorder.backward(layer, gradientFor(recorder, random, y));
      const dy = gradientFor(recorder, random, y);
      const dx = recorder.backward(layer, dy);
      recorder.spoil(earlier);
      recorder.observe(dx);
      recorder.observe(recorder.backward(layer, dy));
    },
  },
  {
    id: 'state/arguments',
    points: 1,
    title: text('바뀌지 않는 인수', 'Arguments stay as they are'),
    hint: text(
      'forward와 backward 뒤에 x와 dy가 그대로인지 봅니다. 받은 배열에 쓰지 마십시오.',
      'Looks at x and dy after forward and backward. Do not write into arrays that you are given.',
    ),
    build: (recorder, random) => {
      const layer = recorder.construct([[3, 2]], { stride: [2, 1], padding: [1, 1] });
      const x = recorder.array(distinct(random, [2, 2, 5, 6]));
      const dy = gradientFor(recorder, random, recorder.forward(layer, x));
      recorder.observe(recorder.backward(layer, dy));
      recorder.observe(x);
      recorder.observe(dy);
    },
  },
];

export const timeCases: readonly CaseDefinition[] = [
  {
    id: 'time/larger-images',
    points: 2,
    title: text('더 큰 이미지', 'Larger images'),
    hint: text(
      '조금 더 큰 배치를 제한 시간 안에 계산합니다. 반복문 안에서 배열 전체를 복사하거나 변환하지 않는지 확인하십시오.',
      'Computes a somewhat larger batch within the time limit. Check that no loop copies or converts a whole array.',
    ),
    seconds: 4,
    build: (recorder, random) => {
      const layer = recorder.construct([[3, 3]], { stride: [2, 2], padding: [1, 1] });
      const y = recorder.forward(layer, recorder.array(distinct(random, [8, 8, 48, 47])));
      recorder.observe(y);
      recorder.observe(recorder.backward(layer, gradientFor(recorder, random, y)));
    },
  },
];

import { text } from '../../language.ts';
import type { CaseDefinition } from '../define.ts';
import { gradientFor, integers, numbers } from '../define.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { LayerOptions } from '../reference/plain-array.ts';
import { zeros } from '../reference/plain-array.ts';
import type { Register } from '../steps.ts';
import { layerAndInput, oblong } from './layer.ts';

/** A layer of integers without bias: a right forward here says nothing about bias or precision. */
function exactLayer(recorder: Recorder, random: Random, options?: LayerOptions): Register {
  const weight = recorder.array(integers(random, [2, 3, 2, 3]));
  return recorder.construct([weight, recorder.array(zeros([2]))], options);
}

/** Whoever throws at everything must not earn the points of errors: each such case needs a right forward as well. */
function rightForward(recorder: Recorder, random: Random): { layer: Register; y: Register } {
  const layer = exactLayer(recorder, random);
  const height = random.integer(3, 5);
  // The output is not square, or a dy with exchanged axes would fit.
  const width = height + random.integer(2, 3);
  const y = recorder.forward(layer, recorder.array(integers(random, [1, 3, height, width])));
  recorder.observe(y);
  return { layer, y };
}

export const errorCases: readonly CaseDefinition[] = [
  {
    id: 'errors/input',
    points: 2,
    title: text('맞지 않는 입력', 'An input that does not fit'),
    hint: text(
      '올바른 순전파 뒤에 축의 수, 채널 수, 크기가 맞지 않는 x를 넣습니다. forward가 RangeError를 던져야 합니다.',
      'After a right forward, x has a wrong number of axes, wrong channels or too small a size. forward must throw a RangeError.',
    ),
    build: (recorder, random) => {
      const { layer } = rightForward(recorder, random);
      const wrong = [
        [3, 4, 5],
        [1, 2, 4, 5],
        [1, 4, 4, 5],
        [2, 3, 1, 5],
        [2, 3, 4, 2],
      ];
      for (const shape of wrong) recorder.observe(recorder.forward(layer, recorder.array(integers(random, shape))));
    },
  },
  {
    id: 'errors/options',
    points: 2,
    title: text('잘못된 스트라이드와 패딩', 'A wrong stride or padding'),
    hint: text(
      '올바른 순전파 뒤에 양의 정수가 아닌 스트라이드와 음수 패딩을 넣습니다. 생성자나 forward가 RangeError를 던져야 합니다.',
      'After a right forward, a stride is not a positive integer or a padding is negative. The constructor or forward must throw a RangeError.',
    ),
    build: (recorder, random) => {
      rightForward(recorder, random);
      const wrong: LayerOptions[] = [
        { stride: [0, 1] },
        { stride: [1, 0] },
        { stride: [1.5, 1] },
        { stride: [2, -1] },
        { padding: [-1, 0] },
        { padding: [0, -1] },
      ];
      for (const options of wrong) {
        const layer = exactLayer(recorder, random, options);
        recorder.observe(recorder.forward(layer, recorder.array(integers(random, [1, 3, 5, 6]))));
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
      const { layer, y } = rightForward(recorder, random);
      const [images, filters, rows, columns] = recorder.shapeOf(y);
      const wrong = [
        [images, filters, columns, rows],
        [images + 1, filters, rows, columns],
        [images, filters, rows + 1, columns],
        [filters, rows, columns],
      ];
      for (const shape of wrong) recorder.observe(recorder.backward(layer, recorder.array(integers(random, shape))));
      const fresh = exactLayer(recorder, random);
      recorder.observe(recorder.backward(fresh, recorder.array(integers(random, [1, 2, 2, 2]))));
    },
  },
];

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
      const sizes = { images: 2, channels: 2, filters: 2, image: [4, 6], kernel: [2, 3] } as const;
      const first = layerAndInput(recorder, random, sizes);
      const second = layerAndInput(recorder, random, sizes);
      const y1 = recorder.forward(first.layer, first.x);
      const y2 = recorder.forward(second.layer, second.x);
      const dx1 = recorder.backward(first.layer, gradientFor(recorder, random, y1));
      const dx2 = recorder.backward(second.layer, gradientFor(recorder, random, y2));
      const kept = [recorder.read(first.layer, 'dWeight'), recorder.read(second.layer, 'dWeight')];
      for (const register of [y1, y2, dx1, dx2, ...kept]) recorder.observe(register);
    },
  },
  {
    id: 'state/caller-writes',
    points: 2,
    title: text('호출 뒤에 바뀌는 배열', 'Arrays that change after a call'),
    hint: text(
      '부른 쪽이 넣어 준 x와 dy, 돌려받은 y와 dx를 나중에 바꿉니다. 필요한 값은 복사해 두고, 결과마다 새 배열을 만들어야 합니다.',
      'The caller later changes the x and dy that it handed in and the y and dx that it got back. Keep copies, and make a new array for each result.',
    ),
    build: (recorder, random) => {
      const { layer, x } = layerAndInput(recorder, random, {
        images: 2,
        channels: 2,
        filters: 3,
        image: random.twoDifferent(4, 6),
        kernel: oblong(random),
      });
      const y = recorder.forward(layer, x);
      const dy = gradientFor(recorder, random, y);
      recorder.spoil(x);
      recorder.spoil(y);
      const dx = recorder.backward(layer, dy);
      recorder.observe(dx);
      recorder.observe(recorder.read(layer, 'dWeight'));
      recorder.spoil(dy);
      recorder.spoil(dx);
      recorder.spoil(recorder.read(layer, 'dWeight'));
      const again = recorder.array(numbers(random, recorder.shapeOf(y)));
      recorder.observe(recorder.backward(layer, again));
      recorder.observe(recorder.read(layer, 'dWeight'));
      recorder.observe(recorder.read(layer, 'dBias'));
    },
  },
  {
    id: 'state/weight-kept',
    points: 1,
    title: text('만든 뒤에 바뀌는 가중치와 옵션', 'Weights and options that change after construction'),
    hint: text(
      '계층을 만든 뒤에 부른 쪽이 weight, bias와 옵션의 배열을 바꿉니다. 생성자에서 복사해 두어야 합니다.',
      'The caller changes weight, bias and the lists of the options after the layer is made. Copy them in the constructor.',
    ),
    build: (recorder, random) => {
      const weight = recorder.array(numbers(random, [2, 2, 2, 3]));
      const bias = recorder.array(numbers(random, [2]));
      const layer = recorder.construct([weight, bias], { stride: [2, 1], padding: [0, 1] });
      recorder.spoil(weight);
      recorder.spoil(bias);
      recorder.spoilArguments(layer);
      const x = recorder.array(numbers(random, [1, 2, ...random.twoDifferent(4, 6)]));
      const y = recorder.forward(layer, x);
      recorder.observe(y);
      recorder.observe(recorder.backward(layer, gradientFor(recorder, random, y)));
    },
  },
  {
    id: 'state/latest-forward',
    points: 2,
    title: text('가장 최근의 순전파', 'The latest forward'),
    hint: text(
      'backward는 가장 최근 forward에 대한 것이고, 다시 부르면 앞의 기울기를 대신합니다. 기울기를 계속 더해 가거나 결과 배열을 다시 쓰지 않는지 확인하십시오.',
      'backward belongs to the latest forward, and a second call replaces the gradients. Check that gradients do not pile up from call to call, and that no result array is used again.',
    ),
    build: (recorder, random) => {
      const { layer, x } = layerAndInput(recorder, random, {
        images: 2,
        channels: 2,
        filters: 2,
        image: [4, 6],
        kernel: [3, 2],
      });
      const first = recorder.forward(layer, x);
      const y = recorder.forward(layer, recorder.array(numbers(random, [2, 2, 4, 6])));
      // Whoever fills one array again and again hands out the same one twice.
      recorder.spoil(first);
      recorder.observe(y);
      const earlier = recorder.backward(layer, gradientFor(recorder, random, y));
      const dy = gradientFor(recorder, random, y);
      const dx = recorder.backward(layer, dy);
      recorder.spoil(earlier);
      recorder.observe(dx);
      recorder.observe(recorder.read(layer, 'dWeight'));
      recorder.observe(recorder.read(layer, 'dBias'));
      recorder.observe(recorder.backward(layer, dy));
      recorder.observe(recorder.read(layer, 'dWeight'));
    },
  },
  {
    id: 'state/arguments',
    points: 1,
    title: text('바뀌지 않는 인수', 'Arguments stay as they are'),
    hint: text(
      'forward와 backward 뒤에 x, dy, weight, bias가 그대로인지 봅니다. 받은 배열에 쓰지 마십시오.',
      'Looks at x, dy, weight and bias after forward and backward. Do not write into arrays that you are given.',
    ),
    build: (recorder, random) => {
      const weight = recorder.array(numbers(random, [2, 2, 3, 2]));
      const bias = recorder.array(numbers(random, [2]));
      const layer = recorder.construct([weight, bias], { stride: [2, 1], padding: [1, 0] });
      const x = recorder.array(numbers(random, [2, 2, 5, 6]));
      const y = recorder.forward(layer, x);
      const dy = gradientFor(recorder, random, y);
      recorder.observe(recorder.backward(layer, dy));
      for (const given of [x, dy, weight, bias]) recorder.observe(given);
    },
  },
];

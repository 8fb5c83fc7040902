import { text } from '../../language.ts';
import type { CaseDefinition } from '../define.ts';
import { distinct } from '../define.ts';
import type { Random } from '../random.ts';
import type { PlainArray } from '../reference/plain-array.ts';
import { zeros } from '../reference/plain-array.ts';
import { forwards, gradients, image, negative } from './layer.ts';

export const dxCases: readonly CaseDefinition[] = [
  {
    id: 'dx/plain',
    points: 6,
    title: text('dx의 기본', 'dx of windows side by side'),
    hint: text(
      'dy가 각 창의 최댓값이 있던 자리로만 가는지, dx의 형상이 x와 같은지 봅니다.',
      'Looks whether dy goes to the place of each maximum and nowhere else, and whether dx has the shape of x.',
    ),
    build: gradients(
      (random) => ({ x: image(random, [6, 6]), size: [2, 3] }),
      (random) => ({ x: image(random, [7, 5]), size: [3, 2] }),
    ),
  },
  {
    id: 'dx/overlapping',
    points: 5,
    title: text('겹치는 창의 dx', 'dx of overlapping windows'),
    hint: text(
      '한 입력이 여러 창의 최댓값일 수 있습니다. 기울기를 덮어쓰지 않고 더해야 합니다.',
      'One input may be the maximum of several windows. Its gradients are added, not overwritten.',
    ),
    build: gradients(
      (random) => ({ x: image(random, [6, 7]), size: [3, 3], options: { stride: [1, 1] } }),
      (random) => ({ x: image(random, [7, 6]), size: [3, 4], options: { stride: [2, 1] } }),
    ),
  },
  {
    id: 'dx/padding',
    points: 5,
    title: text('패딩이 있는 dx', 'dx with padding'),
    hint: text(
      '패딩과 스트라이드를 쓸 때의 dx를 비교합니다. 최댓값의 자리에서 패딩을 빼는지 확인하십시오.',
      'Compares dx with padding and stride. Check that the padding is subtracted from the place of the maximum.',
    ),
    build: gradients(
      (random) => ({
        x: negative(image(random, [5, 6])),
        size: [3, 4],
        options: { stride: [2, 3], padding: [1, 2] },
      }),
      (random) => ({ x: image(random, [6, 4]), size: [2, 3], options: { stride: [3, 1], padding: [1, 0] } }),
    ),
  },
  {
    id: 'dx/planes',
    points: 4,
    title: text('여러 채널과 이미지의 dx', 'dx of several channels and images'),
    hint: text(
      '채널과 이미지가 여럿일 때의 dx를 비교합니다. 자리 번호가 채널과 이미지까지 세는지 확인하십시오.',
      'Compares dx of several channels and images. Check that places count channels and images too.',
    ),
    build: gradients((random) => ({ x: distinct(random, [2, 3, 5, 6]), size: [2, 3], options: { stride: [1, 2] } })),
  },
];

/** Few different numbers, so that nearly every window has its maximum more than once. */
function tied(random: Random, shape: readonly number[]): PlainArray {
  const array = zeros(shape);
  for (let at = 0; at < array.data.length; at += 1) array.data[at] = random.integer(-2, -1);
  return array;
}

export const tieCases: readonly CaseDefinition[] = [
  {
    id: 'ties/first',
    points: 8,
    title: text('같은 최댓값이 여럿일 때', 'Equal maxima'),
    hint: text(
      '창 안에 같은 최댓값이 여럿입니다. 기울기는 행 우선 순서로 첫 번째 자리에만 갑니다.',
      'A window has its maximum several times. The gradient goes to the first of them in row-major order, and to no other.',
    ),
    build: gradients(
      (random) => ({ x: tied(random, [1, 1, 6, 9]), size: [3, 3] }),
      (random) => ({ x: tied(random, [1, 2, 5, 6]), size: [3, 4], options: { stride: [1, 2], padding: [1, 2] } }),
      () => ({ x: zeros([1, 1, 4, 4]), size: [2, 2] }),
    ),
  },
];

/** The image with `count` of its numbers replaced. */
function sprinkled(random: Random, array: PlainArray, value: number, count: number): PlainArray {
  const data = array.data.slice();
  const places = random.shuffled(Array.from(data, (_, at) => at));
  for (const place of places.slice(0, count)) data[place] = value;
  return { shape: array.shape, data };
}

/** An image whose first two columns are −Infinity, so that some windows hold nothing else. */
function withEmptyCorner(random: Random): PlainArray {
  const array = image(random, [4, 6]);
  return { shape: array.shape, data: array.data.map((each, at) => (at % 6 < 2 ? -Infinity : each)) };
}

const withNaN = (random: Random): PlainArray => sprinkled(random, image(random, [6, 6]), NaN, 5);
const withInfinity = (random: Random): PlainArray => sprinkled(random, image(random, [6, 6]), Infinity, 2);

export const specialCases: readonly CaseDefinition[] = [
  {
    id: 'special/forward',
    points: 3,
    title: text('NaN과 무한대의 순전파', 'Forward of NaN and infinity'),
    hint: text(
      '창에 NaN이 있으면 결과도 NaN이고, −Infinity만 있는 창의 결과는 −Infinity입니다. 비교 연산이 NaN을 건너뛰지 않는지 확인하십시오.',
      'A window with a NaN gives NaN, and one of −Infinity alone gives −Infinity. Check that comparisons do not skip a NaN.',
    ),
    build: forwards(
      (random) => ({ x: withNaN(random), size: [2, 3] }),
      (random) => ({ x: withInfinity(random), size: [3, 2] }),
      (random) => ({ x: withEmptyCorner(random), size: [2, 2] }),
    ),
  },
  {
    id: 'special/backward',
    points: 3,
    title: text('NaN과 무한대의 dx', 'dx of NaN and infinity'),
    hint: text(
      'NaN이 있는 창의 기울기는 첫 NaN으로, −Infinity만 있는 창의 기울기는 패딩이 아닌 첫 자리로 갑니다.',
      'The gradient of a window with NaNs goes to the first NaN; that of a window of −Infinity alone goes to its first place that is not padding.',
    ),
    build: gradients(
      (random) => ({ x: withNaN(random), size: [3, 3] }),
      (random) => ({ x: withInfinity(random), size: [3, 2] }),
      (random) => ({ x: withEmptyCorner(random), size: [2, 2], options: { stride: [2, 2], padding: [1, 1] } }),
    ),
  },
];

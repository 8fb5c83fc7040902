import { text } from '../../language.ts';
import type { CaseDefinition } from '../define.ts';
import { gradientFor } from '../define.ts';
import type { Random } from '../random.ts';
import type { PlainArray } from '../reference/plain-array.ts';
import { zeros } from '../reference/plain-array.ts';
import { layerAndInput } from './layer.ts';

/** Numbers from `lowest` to `highest`. */
function drawn(random: Random, shape: readonly number[], lowest: number, highest: number): PlainArray {
  const array = zeros(shape);
  for (let at = 0; at < array.data.length; at += 1) array.data[at] = random.between(lowest, highest);
  return array;
}

export const precisionCases: readonly CaseDefinition[] = [
  {
    id: 'precision/digits',
    points: 2,
    title: text('소수 아홉째 자리까지', 'Nine digits'),
    hint: text(
      '많은 곱을 더한 y와 dWeight를 1e-9까지 비교합니다. Float32Array를 쓰거나 중간에 반올림하지 않는지 확인하십시오.',
      'Compares y and dWeight, sums of many products, to 1e-9. Check that nothing is kept in a Float32Array or rounded on the way.',
    ),
    build: (recorder, random) => {
      const { layer, x } = layerAndInput(recorder, random, { channels: 4, image: [12, 10], kernel: [9, 8] });
      const y = recorder.forward(layer, x);
      recorder.observe(y);
      recorder.backward(layer, gradientFor(recorder, random, y));
      recorder.observe(recorder.read(layer, 'dWeight'));
    },
  },
  {
    id: 'precision/large',
    points: 2,
    title: text('큰 수', 'Large numbers'),
    hint: text(
      '백만 가까운 음수를 넣습니다. 값을 잘라 내거나 제한하지 않는지 확인하십시오.',
      'The inputs are near minus a million. Check that values are neither truncated nor clipped.',
    ),
    build: (recorder, random) => {
      const weight = recorder.array(drawn(random, [2, 2, 2, 3], 0.25, 1));
      const layer = recorder.construct([weight, recorder.array(drawn(random, [2], -1, 1))]);
      const x = recorder.array(drawn(random, [1, 2, ...random.twoDifferent(4, 6)], -1.01e6, -0.99e6));
      const y = recorder.forward(layer, x);
      recorder.observe(y);
      const dy = recorder.array(drawn(random, recorder.shapeOf(y), 0.25, 1));
      recorder.observe(recorder.backward(layer, dy));
      recorder.observe(recorder.read(layer, 'dWeight'));
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
      const { layer, x } = layerAndInput(recorder, random, {
        images: 4,
        channels: 4,
        filters: 8,
        image: [26, 25],
        kernel: [3, 3],
      });
      const y = recorder.forward(layer, x);
      recorder.observe(y);
      recorder.observe(recorder.backward(layer, gradientFor(recorder, random, y)));
    },
  },
];

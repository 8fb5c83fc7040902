export type Language = 'ko' | 'en';
export type Titles = Readonly<Record<Language, string>>;

/** A part of an assignment that earns points by itself. */
export interface Part {
  readonly id: string;
  readonly titles: Titles;
  readonly points: number;
}

/** A homework: the learner writes one class, and its parts sum to 100 points. */
export interface Assignment {
  readonly name: string;
  readonly titles: Titles;
  /** The exported class that a submission must define. */
  readonly className: string;
  /** The folder of texts, starters and public checks, relative to the root of gradbook. */
  readonly folder: string;
  readonly parts: readonly Part[];
}

const part = (id: string, points: number, ko: string, en: string): Part => ({ id, points, titles: { ko, en } });

export const convolution: Assignment = {
  name: 'convolution',
  titles: { ko: '합성곱 계층 구현하기', en: 'Implement a convolution layer' },
  className: 'Convolution',
  folder: 'assignments/convolution',
  parts: [
    part('forward', 12, '순전파', 'Forward'),
    part('stride', 10, '스트라이드', 'Stride'),
    part('padding', 10, '패딩', 'Padding'),
    part('channels', 8, '채널', 'Channels'),
    part('batch', 8, '배치', 'Batch'),
    part('dx', 14, '입력의 기울기 dx', 'Gradient of the input, dx'),
    part('dWeight', 12, '가중치의 기울기 dWeight', 'Gradient of the weight, dWeight'),
    part('dBias', 6, '편향의 기울기 dBias', 'Gradient of the bias, dBias'),
    part('errors', 6, '형상과 오류', 'Shapes and errors'),
    part('state', 8, '상태', 'State'),
    part('precision', 4, '정밀도', 'Precision'),
    part('time', 2, '실행 시간', 'Time'),
  ],
};

export const pooling: Assignment = {
  name: 'pooling',
  titles: { ko: '최대 풀링 계층 구현하기', en: 'Implement a max-pooling layer' },
  className: 'MaxPooling',
  folder: 'assignments/pooling',
  parts: [
    part('forward', 16, '순전파', 'Forward'),
    part('stride', 12, '스트라이드', 'Stride'),
    part('padding', 14, '패딩', 'Padding'),
    part('batch', 8, '채널과 배치', 'Channels and batch'),
    part('dx', 20, '입력의 기울기 dx', 'Gradient of the input, dx'),
    part('ties', 8, '같은 최댓값', 'Ties'),
    part('special', 6, 'NaN과 무한대', 'NaN and infinity'),
    part('errors', 6, '형상과 오류', 'Shapes and errors'),
    part('state', 8, '상태', 'State'),
    part('time', 2, '실행 시간', 'Time'),
  ],
};

export const assignments: readonly Assignment[] = [convolution, pooling];

/** The assignment of this name. Throws a RangeError that lists the names there are. */
export function assignmentNamed(name: string): Assignment {
  const found = assignments.find((assignment) => assignment.name === name);
  if (found) return found;
  throw new RangeError(
    `assignment must be one of ${assignments.map((each) => each.name).join(', ')}. Received "${name}".`,
  );
}

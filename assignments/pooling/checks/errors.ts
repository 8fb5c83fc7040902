import type { CheckTools } from '../../checking/specification.ts';
import { zeros } from '../../ndarray.ts';
import type { MaxPoolingClass, PoolingOptions } from './types.ts';

/** What must be refused, by its name in the catalogue. Options may be refused by the constructor or by forward. */
export function errorChecks({
  Subject: MaxPooling,
  group,
  check,
  same,
  refuses,
  t,
}: CheckTools<MaxPoolingClass>): void {
  const layer = (options?: PoolingOptions) => new MaxPooling([2, 3], options);
  const image = zeros([1, 2, 4, 6]);
  const what = (id: string) => t(`pooling:refusals.${id}`);
  const plane = [
    [0, 0],
    [0, 0],
  ];

  // An error earns nothing by itself: a class that always throws would pass every check for one.
  const worksOtherwise = (): void => {
    same('y', layer().forward(image), [[plane, plane]], { usually: 'formula' });
  };

  group('errors', () => {
    check('shapesRefused', () => {
      worksOtherwise();
      refuses(what('xRank'), 'RangeError', () => layer().forward(zeros([2, 4, 6])));
      refuses(what('tooLarge'), 'RangeError', () => layer().forward(zeros([1, 2, 4, 2])));
    });

    check('optionsRefused', () => {
      worksOtherwise();
      refuses(what('strideZero'), 'RangeError', () => layer({ stride: [1, 0] }).forward(image));
      refuses(what('strideFraction'), 'RangeError', () => layer({ stride: [1.5, 1] }).forward(image));
      refuses(what('paddingNegative'), 'RangeError', () => layer({ padding: [-1, 0] }).forward(image));
      refuses(what('paddingTooLarge'), 'RangeError', () => layer({ padding: [2, 0] }).forward(image));
    });

    check('backwardRefused', () => {
      worksOtherwise();
      refuses(what('early'), 'Error', () => layer().backward(zeros([1, 2, 2, 2])));
      refuses(what('dyShape'), 'RangeError', () => {
        const used = layer();
        used.forward(image);
        return used.backward(zeros([1, 2, 2, 1]));
      });
    });
  });
}

import type { CheckTools } from '../../checking/specification.ts';
import { fromNested, zeros } from '../../ndarray.ts';
import { matrix } from '../../checking/matrix.ts';
import type { ConvolutionClass, ConvolutionOptions } from './types.ts';

/** What must be refused, by its name in the catalogue. Options may be refused by the constructor or by forward. */
export function errorChecks({
  Subject: Convolution,
  group,
  check,
  same,
  refuses,
  t,
}: CheckTools<ConvolutionClass>): void {
  const layer = (options?: ConvolutionOptions) => new Convolution(zeros([1, 2, 2, 3]), zeros([1]), options);
  const image = zeros([1, 2, 4, 5]);
  const what = (id: string) => t(`convolution:refusals.${id}`);

  // An error earns nothing by itself: a class that always throws would pass every check for one.
  const worksOtherwise = (): void => {
    same('y', layer().forward(image), [[matrix('0 0 0; 0 0 0; 0 0 0')]], { usually: 'formula' });
  };

  group('errors', () => {
    check('shapesRefused', () => {
      worksOtherwise();
      refuses(what('xRank'), 'RangeError', () => layer().forward(zeros([2, 4, 5])));
      refuses(what('channels'), 'RangeError', () => layer().forward(zeros([1, 3, 4, 5])));
      refuses(what('tooLarge'), 'RangeError', () => layer().forward(zeros([1, 2, 4, 2])));
    });

    check('optionsRefused', () => {
      worksOtherwise();
      refuses(what('strideZero'), 'RangeError', () => layer({ stride: [1, 0] }).forward(image));
      refuses(what('strideFraction'), 'RangeError', () => layer({ stride: [1.5, 1] }).forward(image));
      refuses(what('paddingNegative'), 'RangeError', () => layer({ padding: [-1, 0] }).forward(image));
    });

    check('backwardRefused', () => {
      worksOtherwise();
      refuses(what('early'), 'Error', () => layer().backward(fromNested([[[[1]]]])));
      refuses(what('dyShape'), 'RangeError', () => {
        const used = layer();
        used.forward(image);
        return used.backward(zeros([1, 1, 3, 2]));
      });
    });
  });
}

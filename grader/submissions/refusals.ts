import type { Text } from '../language.ts';
import { text } from '../language.ts';
import type { Loaded } from '../sandbox/messages.ts';

/** Why a submission cannot be graded as it is, in words that tell the learner what to change. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly text: Text;

  constructor(reason: Text) {
    super(reason.en);
    this.text = reason;
  }
}

export const refusals = {
  link: text(
    '심볼릭 링크는 채점하지 않습니다. 파일 자체를 제출하십시오.',
    'A symbolic link is not graded. Hand in the file itself.',
  ),
  notAFile: text('파일이 아니므로 채점할 수 없습니다.', 'This is not a file, so it cannot be graded.'),
  extension: text('.ts 파일이나 .ipynb 노트북을 제출하십시오.', 'Hand in a .ts file or an .ipynb notebook.'),
  empty: text('파일이 비어 있습니다.', 'The file is empty.'),
  encoding: text(
    '파일이 UTF-8 텍스트가 아닙니다. UTF-8로 저장하여 다시 제출하십시오.',
    'The file is not UTF-8 text. Save it as UTF-8 and hand it in again.',
  ),
  nothingInFolder: text(
    '폴더에 .ts 파일도 .ipynb 노트북도 없습니다.',
    'The folder holds neither a .ts file nor an .ipynb notebook.',
  ),
  notebook: text(
    '노트북을 읽을 수 없습니다. Jupyter에서 열어 다시 저장하십시오.',
    'The notebook cannot be read. Open it in Jupyter and save it again.',
  ),
  noCode: text('노트북에 코드 셀이 없습니다.', 'The notebook has no code cells.'),
  unreadable: text('파일을 읽을 수 없습니다.', 'The file cannot be read.'),
} as const;

export function tooLarge(limitMegabytes: number): Text {
  return text(
    `파일이 ${limitMegabytes} MB보다 큽니다. 출력과 그림을 지우고 다시 제출하십시오.`,
    `The file is larger than ${limitMegabytes} MB. Clear outputs and images and hand it in again.`,
  );
}

export function severalFiles(names: readonly string[]): Text {
  const list = names.join(', ');
  return text(
    `폴더에 채점할 파일이 여럿 있습니다 (${list}). 하나만 남기십시오.`,
    `The folder holds several files to grade (${list}). Leave only one.`,
  );
}

/** Why the class could not be had, after TypeScript or the submission's own code said no. */
export function notLoaded({ kind, cell, line, words }: Loaded, className: string): Text {
  const place = placeOf(cell, line);
  switch (kind) {
    case 'syntax':
      return text(
        `${place.ko}문법 오류가 있어 실행할 수 없습니다: ${words}`,
        `It cannot run because of a syntax error${place.en}: ${words}`,
      );
    case 'forbiddenImport':
      return text(
        `${place.ko}"${words}"을(를) import합니다. 채점할 때는 ndarray.ts만 import할 수 있습니다.`,
        `It imports "${words}"${place.en}. Only ndarray.ts may be imported in a graded file.`,
      );
    case 'threw':
      return text(
        `${place.ko}파일을 불러오는 동안 오류가 났습니다: ${words}`,
        `It throws an error while it is loaded${place.en}: ${words}`,
      );
    case 'notExported':
      return text(
        `클래스 ${className}이(가) export되지 않았습니다. class 앞에 export를 쓰십시오.`,
        `The class ${className} is not exported. Write export before class.`,
      );
    case 'notAClass':
      return text(`${className}이(가) 클래스가 아닙니다.`, `${className} is not a class.`);
    case 'missing':
    case 'ready':
      return text(
        `클래스 ${className}을(를) 찾을 수 없습니다. 이름의 철자를 확인하십시오.`,
        `There is no class ${className}. Check how its name is spelt.`,
      );
  }
}

function placeOf(cell: number, line: number): Text {
  const ko = [cell > 0 ? `${cell}번째 코드 셀` : '', line > 0 ? `${line}번째 줄` : ''].filter(Boolean).join('의 ');
  const en = [line > 0 ? `line ${line}` : '', cell > 0 ? `code cell ${cell}` : ''].filter(Boolean).join(' of ');
  return { ko: ko === '' ? '' : `${ko}에서 `, en: en === '' ? '' : ` in ${en}` };
}

import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { findSubmissions } from '../../../grader/submissions/find.ts';
import { temporaryFolder } from '../../support/folder.ts';

describe('findSubmissions', () => {
  const folder = temporaryFolder();

  before(async () => {
    const put = async (path: string, contents = 'x'): Promise<void> => {
      await mkdir(folder.path(path, '..'), { recursive: true });
      await writeFile(folder.path(path), contents);
    };
    await put('class/b.ts');
    await put('class/a.ipynb');
    await put('class/ndarray.ts');
    await put('class/notes.txt');
    await put('class/.hidden/x.ts');
    await put('class/하늘'.normalize('NFD') + '/work/answer.ts');
    await put('class/하늘'.normalize('NFD') + '/.ipynb_checkpoints/answer-checkpoint.ipynb');
    await put('class/two/one.ts');
    await put('class/two/other.ipynb');
    await put('class/none/readme.md');
    await put('outside/secret.ts');
    await symlink(folder.path('outside/secret.ts'), folder.path('class/link.ts'));
    await mkdir(folder.path('class/linked'));
    await symlink(folder.path('outside/secret.ts'), folder.path('class/linked/answer.ts'));
    await symlink(folder.path('outside'), folder.path('class/linked-folder'));
  });

  it('takes files and a folder for each student, in order, and says why something is none', async () => {
    const found = await findSubmissions([folder.path('class')]);
    assert.deepEqual(
      found.map(({ name, refused }) => [name, refused?.en ?? '']),
      [
        ['a.ipynb', ''],
        ['b.ts', ''],
        ['link.ts', 'A symbolic link is not graded. Hand in the file itself.'],
        ['linked', 'A symbolic link is not graded. Hand in the file itself.'],
        ['linked-folder', 'A symbolic link is not graded. Hand in the file itself.'],
        ['none', 'The folder holds neither a .ts file nor an .ipynb notebook.'],
        ['two', 'The folder holds several files to grade (one.ts, other.ipynb). Leave only one.'],
        ['하늘', ''],
      ],
    );
  });

  it('takes a path that the teacher names, even through a link', async () => {
    const [found] = await findSubmissions([folder.path('class/link.ts')]);
    assert.equal(found.refused, undefined);
    assert.equal(found.name, 'link.ts');
  });

  it('tells submissions of the same name apart', async () => {
    await mkdir(folder.path('again'));
    await writeFile(folder.path('again/b.ts'), 'x');
    const found = await findSubmissions([folder.path('class/b.ts'), folder.path('again')]);
    assert.equal(new Set(found.map(({ name }) => name)).size, 2);
  });

  it('names a path that does not exist', async () => {
    await assert.rejects(
      findSubmissions([folder.path('nowhere')]),
      /path must name a file or folder that exists.*nowhere/,
    );
  });
});

import assert from 'node:assert/strict';
import { decodeApiPath, parseApiPath } from '../../../../workbook/server/contents/api-path.ts';

describe('workbook server: paths of the contents API', () => {
  it('are divided at slashes, empty parts left out', () => {
    assert.deepEqual(parseApiPath(''), []);
    assert.deepEqual(parseApiPath('/'), []);
    assert.deepEqual(parseApiPath('/notebooks//ko/1장 #.ipynb/'), ['notebooks', 'ko', '1장 #.ipynb']);
    assert.deepEqual(parseApiPath('a/x..b'), ['a', 'x..b']);
  });

  it('are decoded once', () => {
    assert.deepEqual(decodeApiPath('/a%20b/c%2Fd'), ['a b', 'c', 'd']);
    assert.deepEqual(decodeApiPath('/100%25'), ['100%']);
    assert.deepEqual(decodeApiPath('/%252e%252e'), ['%2e%2e']);
  });

  it('do not go up, do not name drives or streams, and hold no control characters', () => {
    for (const path of ['..', 'a/../b', './a', 'a\\b', '..\\a', 'C:', 'a:stream', 'a\u0000b', 'a\nb', '\u007f']) {
      assert.throws(() => parseApiPath(path), { name: 'RequestRefused', status: 400 }, JSON.stringify(path));
    }
    for (const path of ['%2e%2e', '..%2fa', '%00', '%zz', '%ff', 'a%5cb']) {
      assert.throws(() => decodeApiPath(path), { name: 'RequestRefused', status: 400 }, path);
    }
    assert.throws(() => parseApiPath('a'.repeat(256)), /at most 255 bytes/);
  });

  it('of hidden files are not found', () => {
    for (const path of ['.gradbook', 'a/.git/config', 'node_modules/x', 'assignments/convolution/samples/right.ts']) {
      assert.throws(() => parseApiPath(path), { name: 'RequestRefused', status: 404 }, path);
    }
  });
});

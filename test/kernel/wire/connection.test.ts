import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { address, parseConnection, readConnection } from '../../../kernel/wire/index.ts';

const good = {
  transport: 'tcp',
  ip: '127.0.0.1',
  shell_port: 1,
  control_port: 2,
  iopub_port: 3,
  stdin_port: 4,
  hb_port: 5,
  signature_scheme: 'hmac-sha256',
  key: 'k',
};

describe('connection file', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'connection-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('is read and gives the addresses of the sockets', () => {
    const file = join(folder, 'kernel.json');
    writeFileSync(file, JSON.stringify(good));
    const connection = readConnection(file);
    assert.equal(address(connection, 'iopub_port'), 'tcp://127.0.0.1:3');
    assert.equal(address({ ...connection, ip: '::1' }, 'hb_port'), 'tcp://[::1]:5');
    assert.equal(address({ ...connection, transport: 'ipc', ip: '/tmp/k' }, 'shell_port'), 'ipc:///tmp/k-1');
  });

  it('names the file when it is missing or not JSON', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{');
    assert.throws(() => readConnection(file), /connection file .*broken\.json: .*JSON/);
    assert.throws(() => readConnection(join(folder, 'none.json')), /connection file .*none\.json: ENOENT/);
  });

  for (const [field, value] of Object.entries({
    transport: 'udp',
    ip: '',
    shell_port: 0,
    hb_port: '5',
    key: undefined,
    signature_scheme: 'hmac-md5',
  })) {
    it(`names ${field} when it is ${JSON.stringify(value)}`, () => {
      assert.throws(() => parseConnection({ ...good, [field]: value }), new RegExp(`connection: ${field} must be`));
    });
  }
});

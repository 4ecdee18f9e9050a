import { mkdir, mkdtemp, readFile, readlink, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTar } from '../../../../../../rehearsal/cluster/kubelet/process/tar.ts';
import { unpackLayers } from '../../../../../../rehearsal/cluster/kubelet/process/unpack.ts';
import { type LayerEntry, layerArchive, tar } from '../../../../../../rehearsal/registry/layer-archive.ts';

const file = (path: string, content = path): LayerEntry => ({
  kind: 'file',
  path,
  bytes: new TextEncoder().encode(content),
  mode: 0o644,
});

describe('unpacking layers', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-unpack-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const read = (path: string): Promise<string> => readFile(join(folder, 'root', path), 'utf8');
  const unpack = (...layers: LayerEntry[][]): Promise<void> =>
    unpackLayers(layers.map(layerArchive), join(folder, 'root'));

  it('puts a higher layer on top of a lower one', async () => {
    await unpack([file('a', 'old'), file('dir/b')], [file('a', 'new')]);
    expect([await read('a'), await read('dir/b')]).toEqual(['new', 'dir/b']);
  });

  it('removes what a whiteout names', async () => {
    await unpack([file('dir/a'), file('dir/b'), file('c/d')], [file('dir/.wh.a'), file('c/.wh..wh..opq'), file('c/e')]);
    await expect(stat(join(folder, 'root/dir/a'))).rejects.toThrow('ENOENT');
    await expect(stat(join(folder, 'root/c/d'))).rejects.toThrow('ENOENT');
    expect([await read('dir/b'), await read('c/e')]).toEqual(['dir/b', 'c/e']);
  });

  it.each(['../outside', 'a/../../outside', '..'])('refuses the path %s', async (path) => {
    await expect(unpack([file(path)])).rejects.toThrow('would leave its root');
  });

  it.each(['../..', 'a/../../../x'])('refuses a link to %s', async (target) => {
    await expect(unpack([{ kind: 'link', path: 'link', target }])).rejects.toThrow('would leave its root');
  });

  it('takes an absolute link for one within the image', async () => {
    await unpack([file('etc/real', 'inside'), { kind: 'link', path: 'bin/link', target: '/etc/real' }]);
    expect(await readlink(join(folder, 'root/bin/link'))).toBe('../etc/real');
    expect(await read('bin/link')).toBe('inside');
  });

  it('never writes through a link that leads out', async () => {
    await mkdir(join(folder, 'root'));
    await mkdir(join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'root/out'));
    await expect(unpack([file('out/x')])).rejects.toThrow('would leave its root');
  });

  it('refuses a damaged archive', () => {
    const archive = Buffer.from(tar([file('a')]));
    archive[0] = 0x62;
    expect(() => [...readTar(archive)]).toThrow('checksum');
  });
});

describe('reading an archive', () => {
  it('gives back what was written, names of any length included', () => {
    const name = fc.stringMatching(/^[a-zäß][a-z0-9 ._-]{0,80}$/).filter((text) => !text.startsWith('.'));
    const paths = fc.uniqueArray(
      fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(paths, fc.uint8Array({ maxLength: 1500 }), (all, bytes) => {
        const entries = all.map((path) => ({ kind: 'file' as const, path, bytes, mode: 0o640 }));
        const back = [...readTar(tar(entries))];
        expect(back.map(({ path }) => path).sort()).toEqual([...all].sort());
        for (const one of back) expect(one).toMatchObject({ kind: 'file', mode: 0o640, bytes: expect.anything() });
      }),
    );
  });
});

import { chmod, link, lstat, mkdir, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTar, type TarEntry } from './tar.ts';

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/** Puts the layers of an image on top of each other, lowest first. Nothing is ever written outside of `root`, whatever links the
 *  layers hold; owners and device files are not kept.
 *  @see https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md */
export const unpackLayers = async (layers: readonly Uint8Array[], root: string): Promise<void> => {
  await mkdir(root, { recursive: true });
  const top = await realpath(root);
  for (const layer of layers) {
    const archive = layer[0] === 0x1f && layer[1] === 0x8b ? gunzipSync(layer) : layer;
    for (const entry of readTar(archive)) await place(top, entry);
  }
};

const place = async (root: string, entry: TarEntry): Promise<void> => {
  const target = join(root, entry.path);
  const directory = dirname(target);
  await mkdir(directory, { recursive: true });
  // A link of a lower layer may stand in the way of the path.
  await assertInside(root, directory, entry.path);
  const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
  if (name === OPAQUE) {
    for (const child of await readdir(directory)) await rm(join(directory, child), { recursive: true, force: true });
    return;
  }
  if (name.startsWith(WHITEOUT)) {
    await rm(join(directory, name.slice(WHITEOUT.length)), { recursive: true, force: true });
    return;
  }
  await write(root, target, entry);
};

const write = async (root: string, target: string, entry: TarEntry): Promise<void> => {
  const existing = await lstat(target).catch(() => undefined);
  if (existing !== undefined && !(entry.kind === 'directory' && existing.isDirectory())) {
    await rm(target, { recursive: true, force: true });
  }
  switch (entry.kind) {
    case 'directory':
      await mkdir(target, { recursive: true });
      // Ours to write into and to remove, whatever the image says.
      return chmod(target, entry.mode | 0o700);
    case 'file':
      return writeFile(target, entry.bytes, { mode: entry.mode | 0o600 });
    case 'symlink':
      return symlink(entry.target, target);
    case 'hardlink': {
      const source = join(root, entry.target);
      await assertInside(root, source, entry.path);
      return link(source, target);
    }
  }
};

const assertInside = async (root: string, path: string, entry: string): Promise<void> => {
  const real = await realpath(path);
  const way = relative(root, real);
  if (way === '..' || way.startsWith(`..${sep}`)) throw new Error(`The layer's entry ${entry} would leave its root.`);
};

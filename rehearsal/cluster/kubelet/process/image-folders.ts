import { constants } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PulledImage } from '../../image-source.ts';
import { unpackLayers } from './unpack.ts';

/** Unpacked images, and a copy of one for each container, so that no container sees what another wrote. */
export interface ImageFolders {
  /** A fresh folder with the image's files. */
  root(image: PulledImage, containerId: string): Promise<string>;
  remove(containerId: string): Promise<void>;
}

export const createImageFolders = (folder: string): ImageFolders => {
  const unpacked = new Map<string, Promise<string>>();
  const rootOf = (containerId: string): string =>
    join(folder, 'containers', containerId.replace(/^.*:\/\//, '').slice(0, 16));

  const unpack = (image: PulledImage): Promise<string> => {
    const known = unpacked.get(image.imageId);
    if (known !== undefined) return known;
    const target = join(folder, 'images', image.imageId.replace(/^.*[@/:]/, ''));
    const made = rm(target, { recursive: true, force: true })
      .then(() => unpackLayers(image.layers, target))
      .then(() => target);
    unpacked.set(image.imageId, made);
    made.catch(() => unpacked.delete(image.imageId));
    return made;
  };
  return {
    async root(image, containerId) {
      const source = await unpack(image);
      const target = rootOf(containerId);
      await rm(target, { recursive: true, force: true });
      await mkdir(target, { recursive: true });
      await cp(source, target, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
      return target;
    },
    remove: (containerId) => rm(rootOf(containerId), { recursive: true, force: true, maxRetries: 3 }),
  };
};

import { type ContainerConfig, formImage, formIndex } from './image.ts';
import { layerArchive } from './layer-archive.ts';
import type { RegistryStorage } from './storage.ts';

/** Says of an image that it is none: what it stands in for. */
export const STAND_IN_LABEL = 'dev.sluice.rehearsal.stands-in-for';

const PATH = '/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Configuration of the published images, without their files: what a container runs comes from the machine. */
const BASES: readonly { readonly repository: string; readonly tag: string; readonly config: ContainerConfig }[] = [
  {
    repository: 'library/python',
    tag: '3.12-slim',
    config: { Env: [`PATH=${PATH}`, 'LANG=C.UTF-8', 'PYTHON_VERSION=3.12'], Cmd: ['python3'] },
  },
  {
    repository: 'library/node',
    tag: '24-slim',
    // The published image also has an entry point, a script that puts `node` in front of options; it is a file, so it is not here.
    config: { Env: [`PATH=${PATH}`, 'NODE_VERSION=24'], Cmd: ['node'] },
  },
];

/** What there are stand-ins for, as a Dockerfile names them. */
export const BASE_IMAGES: readonly string[] = BASES.map(
  ({ repository, tag }) => `${repository.replace(/^library\//, '')}:${tag}`,
);

/** Puts stand-ins for the base images of the defaults into the storage that plays docker.io: an index over two platforms with
 *  one empty layer each, so that a tag can be resolved, pinned and pulled as the real one is. */
export function seedBaseImages(storage: RegistryStorage): void {
  const layer = layerArchive([]);
  for (const { repository, tag, config } of BASES) {
    const labels = { Labels: { [STAND_IN_LABEL]: `docker.io/${repository}:${tag}` } };
    const images = ['amd64', 'arm64'].map((architecture) => {
      const platform = { architecture, os: 'linux' };
      return { platform, image: formImage({ platform, config: { ...config, ...labels }, layers: [layer] }) };
    });
    const index = formIndex(images);
    for (const image of [...images.map((one) => one.image), index]) {
      for (const blob of image.blobs) storage.putBlob(repository, blob);
      storage.putManifest(repository, image.mediaType, image.manifest);
    }
    storage.tag(repository, tag, index.digest);
  }
}

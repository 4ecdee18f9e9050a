import { isDigest } from '../../domain/digest.ts';
import { memoryContent } from './content.ts';
import { type ContainerConfig, formImage, formIndex } from './image.ts';
import { split } from './image-source.ts';
import { layerArchive } from './layer-archive.ts';
import { RegistryStorage, type StoredManifest } from './storage.ts';

/** Says of an image that it is none: what it stands in for. */
export const STAND_IN_LABEL = 'dev.sluice.rehearsal.stands-in-for';

const PATH = '/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin';

/** An official image whose program this machine has, whatever else is in it. */
export interface BaseImage {
  readonly runtime: 'python' | 'node';
  /** As its tag says it, `3.12` or `22`; '' for a tag that only GitHub's day knows, as `latest`. */
  readonly version: string;
}

/** What there are stand-ins for, in words. */
export const STAND_INS = 'python (3.x) and node of Docker Hub, by tag';

/** @see https://github.com/docker-library/docs/tree/master/python and https://github.com/docker-library/docs/tree/master/node */
const TAGS: Readonly<Record<string, { readonly runtime: BaseImage['runtime']; readonly tag: RegExp }>> = {
  'library/python': { runtime: 'python', tag: /^(?:(3(?:\.\d+){0,2})(?:-[a-z][\w.-]*)?|latest|slim|alpine)$/ },
  'library/node': {
    runtime: 'node',
    tag: /^(?:(\d+(?:\.\d+){0,2})(?:-[a-z][\w.-]*)?|latest|slim|alpine|(?:lts|current)(?:-[a-z][\w.-]*)?)$/,
  },
};

/** The image that this machine can stand in for; `undefined` for any other, and for one that is named by its bytes.
 *  @param reference as a Dockerfile names it: `python:3.12-slim` is `docker.io/library/python:3.12-slim` */
export function baseImage(reference: string): BaseImage | undefined {
  const { host, repository, version } = split(reference);
  const known = host === 'docker.io' ? TAGS[repository] : undefined;
  const found = known?.tag.exec(version);
  if (known === undefined || found === null || found === undefined || /windows|nanoserver/.test(version))
    return undefined;
  return { runtime: known.runtime, version: found[1] ?? '' };
}

/** Configuration of the published images, without their files: what a container runs comes from the machine. Node's also has an entry
 *  point, a script that puts `node` in front of options; it is a file, so it is not here. */
function configOf({ runtime, version }: BaseImage): ContainerConfig {
  switch (runtime) {
    case 'python':
      return { Env: [`PATH=${PATH}`, 'LANG=C.UTF-8', `${PYTHON_VERSION}${version}`], Cmd: ['python3'] };
    case 'node':
      return { Env: [`PATH=${PATH}`, `NODE_VERSION=${version}`], Cmd: ['node'] };
  }
}

/** The Python that a container of this configuration has, as the published images say it, and what is built on them; `undefined` for
 *  none. */
export function pythonVersion({ Env = [] }: ContainerConfig): string | undefined {
  const said = Env.find((line) => line.startsWith(PYTHON_VERSION))?.slice(PYTHON_VERSION.length);
  return said === '' ? '3' : said;
}
const PYTHON_VERSION = 'PYTHON_VERSION=';

/** A storage that plays docker.io. A stand-in is made when it is first asked for: an index over two platforms with one empty layer each,
 *  so that a tag can be resolved, pinned and pulled as the real one is. */
class BaseImageStorage extends RegistryStorage {
  override manifest(repository: string, reference: string): StoredManifest | undefined {
    const found = super.manifest(repository, reference);
    if (found !== undefined || isDigest(reference)) return found;
    const image = baseImage(`${repository}:${reference}`);
    if (image === undefined) return undefined;
    this.#make(repository, reference, image);
    return super.manifest(repository, reference);
  }

  #make(repository: string, tag: string, image: BaseImage): void {
    const layer = layerArchive([]);
    const labels = { Labels: { [STAND_IN_LABEL]: `docker.io/${repository}:${tag}` } };
    const images = ['amd64', 'arm64'].map((architecture) => {
      const platform = { architecture, os: 'linux' };
      return { platform, image: formImage({ platform, config: { ...configOf(image), ...labels }, layers: [layer] }) };
    });
    const index = formIndex(images);
    for (const { blobs, mediaType, manifest } of [...images.map((one) => one.image), index]) {
      for (const blob of blobs) this.putBlob(repository, blob);
      this.putManifest(repository, mediaType, manifest);
    }
    this.tag(repository, tag, index.digest);
  }
}

export const baseImageStorage = (): RegistryStorage => new BaseImageStorage(memoryContent());

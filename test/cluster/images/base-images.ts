import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../binaries/build.ts';
import type { ImageBuilder } from '../image-builder.ts';
import { run } from '../machine/command.ts';
import { find } from '../machine/packages.ts';

/** One image that others are built from, made on this machine instead of being fetched. */
interface BaseImage {
  readonly repository: string;
  readonly tag: string;
  /** Debian packages of its file system; none means an empty one. */
  readonly packages: readonly string[];
  /** Lines after FROM and ADD. */
  readonly lines: readonly string[];
  /** Programs of this machine that the lines copy: name in the context, path here. */
  readonly files: () => Readonly<Record<string, string>>;
}

const SUITE = 'bookworm';
const LEFT_OUT = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/share/info/*'];

const program = (name: string): string => {
  const path = find(name);
  if (path === undefined) throw new Error(`The base images need the program ${name}, which is not on this machine.`);
  return path;
};

const busybox = () => ({ busybox: program('busybox') });
const node = () => ({
  node: join(import.meta.dirname, `../../../node_modules/node-linux-${process.arch}/bin/node`),
});

/** Stand-ins under the names that Dockerfiles say. They hold Debian's Python and the Node of this repository. */
export const BASE_IMAGES: readonly BaseImage[] = [
  {
    repository: 'sluice/pause',
    tag: '1',
    packages: [],
    lines: ['COPY busybox /busybox', 'ENTRYPOINT ["/busybox", "sleep", "2147483647"]'],
    files: busybox,
  },
  {
    repository: 'library/busybox',
    tag: 'latest',
    packages: [],
    lines: ['COPY busybox /bin/busybox', 'RUN ["/bin/busybox", "--install", "-s", "/bin"]', 'CMD ["sh"]'],
    files: busybox,
  },
  {
    repository: 'library/node',
    tag: '24-slim',
    packages: ['ca-certificates', 'libstdc++6'],
    lines: ['COPY node /usr/local/bin/node', 'CMD ["node"]'],
    files: node,
  },
  {
    repository: 'library/python',
    tag: '3.12-slim',
    packages: ['ca-certificates', 'python3', 'python3-pip', 'python3-venv'],
    // The image of that name lets pip write into its one Python; Debian's forbids that (PEP 668).
    lines: [
      'RUN ln -s /usr/bin/python3 /usr/local/bin/python && rm /usr/lib/python3*/EXTERNALLY-MANAGED',
      'CMD ["python3"]',
    ],
    files: () => ({}),
  },
];

const storeKey = (): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        SUITE,
        LEFT_OUT,
        process.arch,
        process.versions.node,
        BASE_IMAGES.map(({ files, ...rest }) => rest),
      ]),
    )
    .digest('hex')
    .slice(0, 16);

/** Store of a registry that already holds the base images; absent until they were built once. */
const seed = (): string => join(cacheFolder(), `base-images-${storeKey()}`);

/** Copies the base images into the store of a registry that is not started yet.
 * @returns false when they have to be built first. */
export async function seedRegistry(store: string): Promise<boolean> {
  const found = existsSync(seed());
  if (found) await run('cp', ['-a', '--reflink=auto', `${seed()}/.`, store]);
  return found;
}

/** Builds the base images into a running registry, and keeps its store for the next time. */
export async function buildBaseImages(
  builder: ImageBuilder,
  store: string,
  say: (line: string) => void,
): Promise<void> {
  say('making base images: about two minutes, this once');
  const folder = await mkdtemp(join(cacheFolder(), '.base-images-'));
  try {
    for (const image of BASE_IMAGES) {
      await buildOne(image, builder, join(folder, image.repository));
      say(`made ${image.repository}:${image.tag}`);
    }
    await cp(store, join(folder, 'store'), { recursive: true });
    await rename(join(folder, 'store'), seed());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildOne(image: BaseImage, builder: ImageBuilder, context: string): Promise<void> {
  await mkdir(context, { recursive: true });
  const tar = 'rootfs.tar';
  if (image.packages.length > 0) {
    await run('nice', [
      'mmdebstrap',
      '--variant=minbase',
      `--include=${image.packages.join(',')}`,
      ...LEFT_OUT.map((path) => `--dpkgopt=path-exclude=${path}`),
      SUITE,
      join(context, tar),
    ]);
  }
  for (const [name, path] of Object.entries(image.files())) await copyFile(path, join(context, name));
  const lines = ['FROM scratch', ...(image.packages.length > 0 ? [`ADD ${tar} /`] : []), ...image.lines];
  const dockerfile = join(context, 'Dockerfile');
  await writeFile(dockerfile, `${lines.join('\n')}\n`);
  await builder.build({ context, dockerfile, repository: image.repository, tag: image.tag });
}

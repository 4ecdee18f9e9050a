import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './machine/command.ts';

/** What is to be built. */
export interface BuildRequest {
  /** Folder that the Dockerfile's COPY sees. */
  readonly context: string;
  /** Path of the Dockerfile. */
  readonly dockerfile: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Name in the local registry, without the registry: `scenario/server`. */
  readonly repository: string;
  /** An additional tag; without one the image can be reached by its digest alone. */
  readonly tag?: string;
  /** A folder of Python packages: pip inside the build takes them from there and needs no network. */
  readonly wheels?: string;
}

/** What came out of it. */
export interface BuiltImage {
  /** `127.0.0.1:<port>/<repository>`. */
  readonly repository: string;
  readonly digest: string;
  /** `<repository>@<digest>`. */
  readonly reference: string;
}

export interface ImageBuilder {
  /** Builds and pushes. File times and creation time are fixed, so equal files give an equal digest; what RUN commands write
   *  is up to them. */
  build(request: BuildRequest): Promise<BuiltImage>;
}

/** Arguments of `buildah bud`; pure.
 *  `--layers=false`: one layer a build, because the vfs driver copies everything below a layer into it. */
export const buildArguments = (request: BuildRequest, name: string, pipConfiguration: string): readonly string[] => [
  'bud',
  '--layers=false',
  '--timestamp=0',
  '--format=oci',
  ...Object.entries(request.buildArgs ?? {}).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]),
  ...(request.wheels === undefined
    ? []
    : ['--volume', `${request.wheels}:/wheels:ro`, '--volume', `${pipConfiguration}:/etc/pip.conf:ro`]),
  '--tag',
  name,
  '--file',
  request.dockerfile,
  request.context,
];

/** Sends every registry name to the local one, for the FROM lines; the signature policy asks for no signatures. */
export const builderFiles = (registry: string): Readonly<Record<string, string>> => ({
  'registries.conf': ['docker.io', 'registry-1.docker.io', 'asia-northeast3-docker.pkg.dev', registry]
    .map((prefix) => `[[registry]]\nprefix = "${prefix}"\nlocation = "${registry}"\ninsecure = true\n`)
    .join('\n'),
  'policy.json': '{"default":[{"type":"insecureAcceptAnything"}]}\n',
  'pip.conf':
    '[global]\nno-index = true\nfind-links = /wheels\ndisable-pip-version-check = true\nroot-user-action = ignore\n',
});

/** Builds with buildah, without a daemon and without nested containers (vfs driver, chroot isolation), and pushes into
 *  the registry at `registry` (`host:port`). `folder` keeps the base images between builds. */
export async function imageBuilder(registry: string, folder: string): Promise<ImageBuilder> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(builderFiles(registry))) await writeFile(join(folder, name), content);
  const file = (name: string): string => join(folder, name);
  const env = {
    ...process.env,
    STORAGE_DRIVER: 'vfs',
    BUILDAH_ISOLATION: 'chroot',
    REGISTRY_AUTH_FILE: file('auth.json'),
  };
  await writeFile(file('auth.json'), '{}\n');
  const places = ['--root', file('storage'), '--runroot', file('run'), '--registries-conf', file('registries.conf')];
  const buildah = ([command = '', ...args]: readonly string[]): Promise<string> =>
    run('nice', ['buildah', ...places, command, '--signature-policy', file('policy.json'), ...args], { env });
  let built = 0;
  return {
    async build(request) {
      built += 1;
      const draft = `localhost/draft-${process.pid}-${built}`;
      const notes = await mkdtemp(file('digest-'));
      try {
        await buildah(buildArguments(request, draft, file('pip.conf')));
        const repository = `${registry}/${request.repository}`;
        const digestFile = join(notes, 'digest');
        await buildah([
          'push',
          '--tls-verify=false',
          '--digestfile',
          digestFile,
          draft,
          `docker://${repository}:${request.tag ?? `draft-${process.pid}-${built}`}`,
        ]);
        const digest = (await readFile(digestFile, 'utf8')).trim();
        return { repository, digest, reference: `${repository}@${digest}` };
      } finally {
        await run('buildah', [...places, 'rmi', '--force', draft], { env }).catch(() => '');
        await rm(notes, { recursive: true, force: true });
      }
    },
  };
}

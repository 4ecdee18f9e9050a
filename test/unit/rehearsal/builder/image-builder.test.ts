import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import { type BuildRequest, type BuildResult, localBuilder } from '../../../../rehearsal/builder/image-builder.ts';
import { PYTHON_LABEL } from '../../../../rehearsal/builder/python-environments.ts';
import type { PulledImage } from '../../../../rehearsal/cluster/image-source.ts';
import { layerArchive } from '../../../../rehearsal/registry/layer-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'builder-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

const base: PulledImage = {
  imageId: 'base',
  config: { Env: ['PATH=/usr/bin'], Cmd: ['python3'] },
  layers: [layerArchive([])],
};
const builder = localBuilder({
  images: { pull: async () => base },
  environment: async (lock) => ({ key: digestOf(lock).slice(7, 15), directory: '/venv' }),
});

/** Writes the files into a new context and builds it. */
const build = (files: Readonly<Record<string, string>>, options: Partial<BuildRequest> = {}): Promise<BuildResult> => {
  count += 1;
  const context = join(folder, String(count));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(context, path)), { recursive: true });
    writeFileSync(join(context, path), text);
    if (path.endsWith('.sh')) chmodSync(join(context, path), 0o775);
  }
  return builder.build({
    context,
    dockerfile: join(context, 'Dockerfile'),
    name: 'Dockerfile',
    buildArguments: {},
    platform: 'linux/amd64',
    provenance: false,
    ...options,
  });
};
const configOf = ({ images }: BuildResult): unknown =>
  (JSON.parse(Buffer.from(images[0]?.blobs[0] ?? '').toString()) as { config: unknown }).config;
/** Modes and names in the top layer, as `tar` reads them. */
const filesOf = ({ images }: BuildResult): readonly string[] =>
  execFileSync('tar', ['-tvzf', '-'], { input: images[0]?.blobs.at(-1) })
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('d'))
    .map((line) => `${line.slice(0, 10)} ${line.split(/\s+/).slice(5).join(' ')}`);

const API = {
  Dockerfile: `# comment
ARG BASE_IMAGE
FROM \${BASE_IMAGE}
ENV A=1 \\
    # inside
    B="two words"
WORKDIR /srv
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY app ./app
EXPOSE 8000
USER 10001:10001
CMD ["python", "-m", "app"]
`,
  '.dockerignore': 'tests/\n**/*.pyc\n',
  'requirements.txt': 'idna==1 --hash=sha256:00\n',
  'app/main.py': 'print(1)\n',
  'app/x.pyc': 'compiled',
  'app/start.sh': '#!/bin/sh\n',
  'tests/test.py': 'no',
};
const BASE = { buildArguments: { BASE_IMAGE: 'docker.io/library/python@sha256:1' } };

describe('building an image', () => {
  it('copies files, takes settings, and names the environment of the locked packages', async () => {
    const result = await build(API, BASE);
    expect(configOf(result)).toEqual({
      Env: ['PATH=/usr/bin', 'A=1', 'B=two words'],
      WorkingDir: '/srv',
      ExposedPorts: { '8000/tcp': {} },
      User: '10001:10001',
      Cmd: ['python', '-m', 'app'],
      Labels: { [PYTHON_LABEL]: digestOf(API['requirements.txt']).slice(7, 15) },
    });
    expect(filesOf(result)).toEqual([
      '-rw-r--r-- srv/app/main.py',
      '-rwxr-xr-x srv/app/start.sh',
      '-rw-r--r-- srv/requirements.txt',
    ]);
    expect(result.notes).toEqual([]);
  });

  it('gives the same digest for the same content, and another for any change', async () => {
    const [one, two] = [await build(API, BASE), await build(API, BASE)];
    expect(one.images.at(-1)?.digest).toBe(two.images.at(-1)?.digest);
    const ignored = await build({ ...API, 'tests/test.py': 'changed' }, BASE);
    expect(ignored.images.at(-1)?.digest).toBe(one.images.at(-1)?.digest);
    const changed = await build({ ...API, 'app/main.py': 'print(2)\n' }, BASE);
    expect(changed.images.at(-1)?.digest).not.toBe(one.images.at(-1)?.digest);
  });

  it('puts provenance beside the image, in an index whose digest is the result', async () => {
    const { images } = await build(API, { ...BASE, provenance: true });
    const [image, attestation, index] = images;
    expect(JSON.parse(Buffer.from(index?.manifest ?? '').toString())).toMatchObject({
      manifests: [
        { digest: image?.digest, platform: { os: 'linux', architecture: 'amd64' } },
        { digest: attestation?.digest, annotations: { 'vnd.docker.reference.digest': image?.digest } },
      ],
    });
  });

  it('says what has no effect here, and what nobody used', async () => {
    const { notes } = await build(
      { Dockerfile: 'FROM scratch\nCOPY --chown=1:1 a /a\n', a: '' },
      { buildArguments: { UNUSED: '1' } },
    );
    expect(notes).toEqual([
      'Dockerfile:2: --chown is ignored: files belong to whoever rehearses',
      'Dockerfile: build argument UNUSED was not consumed',
    ]);
  });

  it('takes a HEALTHCHECK, which Kubernetes ignores', async () => {
    const plain = await build({ Dockerfile: 'FROM scratch\n' });
    const checked = await build({ Dockerfile: 'FROM scratch\nHEALTHCHECK CMD ["true"]\n' });
    expect(checked.images.at(-1)?.digest).toBe(plain.images.at(-1)?.digest);
  });

  it('lists everything that it cannot do at once, each with its line, and makes no image', async () => {
    const Dockerfile = 'FROM scratch\nRUN apt-get update && make\nADD x /x\nCOPY made/by/make /y\nSHELL ["sh"]\n';
    const sentence = (line: number, what: string, next = 'remove it or run this part on GitHub') =>
      `Dockerfile:${line}: ${what} is not rehearsed; ${next}.`;
    const run =
      'nothing is run in images here: commit what it makes, or take a base that has it, or run this part on GitHub';
    await expect(build({ Dockerfile })).rejects.toThrow(
      [sentence(2, '"RUN apt-get update && make"', run), sentence(3, 'ADD'), sentence(5, 'SHELL')].join('\n'),
    );
  });

  it('takes the last stage, with files of earlier ones that no command made', async () => {
    const result = await build({
      Dockerfile:
        'FROM scratch AS files\nCOPY src/ /out/\nFROM scratch\nENTRYPOINT run it\nCOPY --from=files /out/a /b\n',
      'src/a': 'a',
      'src/c': 'c',
    });
    expect(filesOf(result)).toEqual(['-rw-r--r-- b']);
    expect(configOf(result)).toEqual({ Entrypoint: ['/bin/sh', '-c', 'run it'] });
  });

  it('makes folders, passes over whose they are with a note, and reads a file behind a mark of byte order', async () => {
    const { notes, ...result } = await build({
      Dockerfile:
        '\ufeffFROM scratch\nRUN useradd -m app && mkdir -p /data/in && chown app:app /data\nCOPY a /data/in\n',
      a: '',
    });
    expect(filesOf({ notes, ...result })).toEqual(['-rw-r--r-- data/in/a']);
    expect(notes).toEqual([
      'Dockerfile:2: "useradd -m app" is ignored: files and processes are of whoever rehearses',
      'Dockerfile:2: "chown app:app /data" is ignored: files and processes are of whoever rehearses',
    ]);
  });

  it.each(['mkdir $HOME', 'mkdir a | b', 'chown $(id) /x', 'useradd `x`', 'mkdir a > b'])(
    'runs nothing that only a shell understands: %s',
    async (command) => {
      await expect(build({ Dockerfile: `FROM scratch\nRUN ${command}\n` })).rejects.toThrow(`"RUN ${command}" is not`);
    },
  );

  it.each([
    ['', undefined],
    ['# nothing\n-i https://x.example\n', undefined],
    ['a==1 --hash=sha256:0\nb==2 \\\n  --hash=sha256:0  # why\n', undefined],
    ['a==1 --hash=sha256:0\nb==2  # why\n', 'b==2'],
  ])('installs packages by the hashes of their file: %j', async (requirements, open) => {
    const made = build({
      Dockerfile: 'FROM scratch\nCOPY r.txt .\nRUN pip install --no-cache-dir -r r.txt\n',
      'r.txt': requirements,
    });
    if (open === undefined) expect((await made).images).toHaveLength(1);
    else await expect(made).rejects.toThrow(`Dockerfile:3: an installation without hashes ("${open}" in r.txt) is not`);
  });

  it('has the Python of its base, whatever it installs', async () => {
    const asked: [string, string][] = [];
    const python = localBuilder({
      images: { pull: async () => ({ ...base, config: { Env: ['PYTHON_VERSION=3.11'] } }) },
      async environment(lock, version) {
        asked.push([Buffer.from(lock).toString(), version]);
        return { key: 'venv', directory: '/venv' };
      },
    });
    mkdirSync(join(folder, 'python'));
    const dockerfile = join(folder, 'python', 'Dockerfile');
    writeFileSync(dockerfile, 'FROM python:3.11\n');
    const options = { buildArguments: {}, platform: 'linux/amd64', provenance: false };
    const made = await python.build({ context: join(folder, 'python'), dockerfile, ...options });
    expect(asked).toEqual([['', '3.11']]);
    expect(configOf(made)).toMatchObject({ Labels: { [PYTHON_LABEL]: 'venv' } });
  });

  it('keeps a command of its own stage before an entry point, and forgets that of the base', async () => {
    const made = (lines: string) => build({ Dockerfile: `ARG BASE_IMAGE\nFROM \${BASE_IMAGE}\n${lines}` }, BASE);
    expect(configOf(await made('CMD ["a"]\nENTRYPOINT ["b"]\n'))).toMatchObject({ Entrypoint: ['b'], Cmd: ['a'] });
    expect(configOf(await made('ENTRYPOINT ["b"]\n'))).not.toHaveProperty('Cmd');
  });

  it('needs nothing for npm ci without packages', async () => {
    const lock = (packages: object) => ({
      Dockerfile: 'FROM scratch\nCOPY package-lock.json .\nRUN npm ci --omit=dev\n',
      'package-lock.json': JSON.stringify({ packages }),
    });
    expect((await build(lock({ '': {} }))).notes).toEqual([]);
    await expect(build(lock({ '': {}, 'node_modules/x': {} }))).rejects.toThrow('Dockerfile:3: npm ci with packages');
  });
});

describe('a Dockerfile that cannot be rehearsed', () => {
  it.each([
    ['ADD https://example.com /x', 'Dockerfile:2: ADD is not rehearsed'],
    ['COPY missing /x', 'Dockerfile:2: "missing" is not in the build context, or .dockerignore leaves it out.'],
    ['COPY --parents a /x', 'Dockerfile:2: --parents is not rehearsed'],
    ['COPY --from=nginx /a /b', 'Dockerfile:2: COPY --from=nginx, which names no earlier stage, is not rehearsed'],
    ['ENV A="open', 'Dockerfile:2: a quote is not closed'],
    ['RUN <<EOF', 'Dockerfile:2: a here-document is not rehearsed'],
    ['RUN pip install --require-hashes -r r.txt', 'Dockerfile:2: "/r.txt" is not in the image at this point.'],
    ['FROM --link x', 'Dockerfile:2: --link is not rehearsed'],
    ['FROM ${NOTHING}', 'Dockerfile:2: the base name (${NOTHING}) should not be blank'],
    ['RUN make\nFROM scratch\nCOPY --from=0 /a /b', 'Dockerfile:2: "RUN make" is not rehearsed'],
  ])('is refused with its line: %s', async (line, message) => {
    await expect(build({ Dockerfile: `FROM scratch\n${line}\n`, a: '' })).rejects.toThrow(message);
  });
});

describe('an image that is pinned', () => {
  it('is pulled in place of the one that a stage names, and of no stage', async () => {
    const pulled: string[] = [];
    const watched = localBuilder({
      images: {
        pull: async (reference) => {
          pulled.push(reference);
          return base;
        },
      },
      environment: async () => ({ key: 'k', directory: '/venv' }),
    });
    const context = join(folder, 'pinned');
    mkdirSync(context);
    const dockerfile = join(context, 'Dockerfile');
    writeFileSync(dockerfile, 'FROM docker.io/library/a:1 AS b\nFROM b\nFROM c\nFROM a:2\n');
    await watched.build({
      ...{ context, dockerfile, buildArguments: {}, platform: 'linux/amd64', provenance: false },
      pinned: { 'a:1': 'h/a@sha256:1', b: 'h/b@sha256:2', c: 'h/c@sha256:3' },
    });
    expect(pulled).toEqual(['h/a@sha256:1', 'h/c@sha256:3', 'a:2']);
  });
});

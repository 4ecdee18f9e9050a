import { beforeEach, describe, expect, it } from '@jest/globals';
import { parseBaseReference } from '../../../../domain/base-reference.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { type Digest, digestOf } from '../../../../domain/digest.ts';
import type { Made } from '../../../../engine/image-tag/adoption.ts';
import { type ImageRequest, nameImage } from '../../../../engine/image-tag/name-image.ts';
import type { Source } from '../../../../engine/image-tag/source.ts';
import type { Registry } from '../../../../engine/registry.ts';
import { MemoryRegistry } from '../../../contract/memory-registry.ts';

const repository = 'r.example/project/api';
const base = 'docker.io/library/python';
const [one, two] = [parseCommitSha('1'.repeat(40)), parseCommitSha('2'.repeat(40))];

/** Object ids by `commit:path`; two commits with the same ids have the same content. */
const source = (changes: Partial<Source> = {}): Source => ({
  head: async () => one,
  find: async (_, path) => (/\.(dockerignore|gitattributes)$/.test(path) ? undefined : { path, id: `id of ${path}` }),
  text: async () => 'ARG BASE_IMAGE=scratch\nFROM $BASE_IMAGE',
  changed: async () => [],
  untracked: async () => [],
  ...changes,
});
const request = (changes: Partial<ImageRequest> = {}): ImageRequest => ({
  repository,
  commit: one,
  folder: 'api',
  dockerfile: 'api/Dockerfile',
  base: parseBaseReference('python:3.12'),
  buildArguments: { MODE: 'fast' },
  platforms: ['linux/amd64'],
  images: new Map(),
  built: undefined,
  ...changes,
});

let registry: MemoryRegistry;
beforeEach(() => {
  registry = new MemoryRegistry();
  registry.addImage(base, 'python', '3.12');
});
const name = (changes: Partial<ImageRequest> = {}, from = source()) =>
  nameImage(request(changes), { registry, source: from });

describe('the image of a commit', () => {
  it('is not there before it is built, and its arguments name the base by digest', async () => {
    const named = await name();
    expect(named).toMatchObject({
      tag: `sha-${one}`,
      contentTag: expect.stringMatching(/^content-[0-9a-f]{64}$/),
      image: undefined,
      base: { repository: base, digest: digestOf('python') },
      buildArguments: { MODE: 'fast', BASE_IMAGE: `${base}@${digestOf('python')}` },
    });
    expect(registry.tags.size).toBe(1);
  });

  it('gets both tags when it was built, and is found by every later commit of the same content', async () => {
    const digest = registry.addImage(repository, 'image');
    const built = await name({ built: digest });
    expect(built.image).toEqual({ repository, digest });
    const found = await name({ commit: two }, source({ head: async () => two }));
    expect(found.image).toEqual({ repository, digest });
    expect(found.sentence).toContain('has the image of this content already');
    expect([...registry.tags.keys()].sort()).toEqual(
      [`${base}:3.12`, ...[built.contentTag, `sha-${one}`, `sha-${two}`].map((tag) => `${repository}:${tag}`)].sort(),
    );
  });

  it('is not replaced by another build of the same content, and nothing is written then', async () => {
    const [first, second] = [registry.addImage(repository, 'a'), registry.addImage(repository, 'b')];
    const { contentTag } = await name({ built: first });
    const before = new Map(registry.tags);
    await expect(name({ built: second })).rejects.toMatchObject({
      reason: 'tag-taken',
      message: expect.stringContaining(`${repository}:${contentTag} names ${first}, not ${second}`),
    });
    expect(registry.tags).toEqual(before);
  });

  it('is refused where the tag of the commit names another, and nothing is written then', async () => {
    const first = registry.addImage(repository, 'a');
    await name({ built: first });
    registry.addImage(base, 'newer python', '3.12');
    const second = registry.addImage(repository, 'b');
    const before = new Map(registry.tags);
    const taken = { reason: 'tag-taken', message: expect.stringContaining(`${repository}:sha-${one} names ${first}`) };
    await expect(name({ built: second })).rejects.toMatchObject(taken);
    // Looking is enough to know: nobody builds in vain.
    await expect(name()).rejects.toMatchObject(taken);
    expect(registry.tags).toEqual(before);
  });

  it('is refused where a found image has another commit of that name', async () => {
    const [first, other] = [registry.addImage(repository, 'a'), registry.addImage(repository, 'b', `sha-${two}`)];
    await name({ built: first });
    const later = source({ head: async () => two });
    await expect(name({ commit: two }, later)).rejects.toMatchObject({
      reason: 'tag-taken',
      message: expect.stringContaining(`names ${other}, not ${first}`),
    });
  });

  it('is refused where somebody else writes a tag in between', async () => {
    const [ours, theirs] = [registry.addImage(repository, 'a'), registry.addImage(repository, 'b')];
    for (const kind of ['content-', 'sha-']) {
      registry.tags.clear();
      registry.addImage(base, 'python', '3.12');
      const racing: Registry = {
        resolve: (...place) => registry.resolve(...place),
        manifest: (reference) => registry.manifest(reference),
        blob: (reference) => registry.blob(reference),
        push: (...artifact) => registry.push(...artifact),
        tag: async (reference, tag) => (tag.startsWith(kind) ? theirs : registry.tag(reference, tag)),
      };
      const naming = nameImage(request({ built: ours }), { registry: racing, source: source() });
      await expect(naming).rejects.toMatchObject({ reason: 'tag-taken' });
    }
  });

  it('is tagged for the base that was looked at, even if that moved in between', async () => {
    const looked = await name();
    registry.addImage(base, 'newer python', '3.12');
    const digest = registry.addImage(repository, 'image');
    const pinned = parseBaseReference(`${base}@${looked.base?.digest}`);
    expect((await name({ base: pinned, built: digest })).contentTag).toBe(looked.contentTag);
  });

  it('is another one when an image moves that only a later stage takes, and the call that tags keeps to what was looked at', async () => {
    const stages = source({ text: async () => 'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY --from=python:tools / /' });
    registry.addImage(base, 'tools', 'tools');
    const looked = await name({}, stages);
    registry.addImage(base, 'newer tools', 'tools');
    expect((await name({}, stages)).contentTag).not.toBe(looked.contentTag);
    const built = registry.addImage(repository, 'image');
    const tagged = await name({ built, images: looked.images }, stages);
    expect([tagged.contentTag, tagged.image?.digest]).toEqual([looked.contentTag, built]);
  });

  it('may have no base at all', async () => {
    const named = await name({ base: undefined });
    expect([named.base, named.buildArguments]).toEqual([undefined, { MODE: 'fast' }]);
  });

  it('is refused when its base is not there', async () => {
    await expect(name({ base: parseBaseReference('python:4') })).rejects.toThrow(
      /docker\.io\/library\/python:4 is not/,
    );
  });
});

describe('what is built', () => {
  it('must be what the commit has', async () => {
    await expect(name({}, source({ changed: async () => ['api/main.py'] }))).rejects.toThrow(
      /api\/main\.py changed since/,
    );
    await expect(name({}, source({ find: async () => undefined }))).rejects.toThrow(/has no "api"/);
  });

  it('may come from a merge with the same content, and from no other', async () => {
    const merge = source({ head: async () => two });
    expect((await name({}, merge)).tag).toBe(`sha-${one}`);
    const other = source({ head: async () => two, find: async (commit, path) => ({ path, id: `${commit}${path}` }) });
    await expect(name({}, other)).rejects.toThrow(/Check out the head of the pull request/);
    const shallow = source({
      head: async () => two,
      find: async (commit, path) => (commit === two ? { path, id: 'x' } : undefined),
    });
    await expect(name({}, shallow)).rejects.toThrow(/Check out the head of the pull request/);
  });
});

describe('where builds are proven', () => {
  /** Builds are proven of these images, and what is said is written down. */
  const builds = (proven: Digest | undefined, said: string[] = []) => ({
    find: async () => ({ digest: proven, passedOver: [] }),
    say: async (made: Made, digest: Digest) => {
      said.push(`${digest} of ${made.source.map(({ path }) => path)} and ${made.taken.map(({ digest }) => digest)}`);
    },
  });
  const prove = (proven: Digest | undefined, changes: Partial<ImageRequest> = {}, said: string[] = []) =>
    nameImage(request(changes), { registry, source: source(), builds: builds(proven, said) });

  it('an image is taken that has no tag yet, and gets both', async () => {
    const digest = registry.addImage(repository, 'image');
    const said: string[] = [];
    const named = await prove(digest, {}, said);
    expect([named.image?.digest, said]).toEqual([digest, []]);
    expect(registry.tags.get(`${repository}:${named.contentTag}`)).toBe(digest);
    expect(registry.tags.get(`${repository}:${named.tag}`)).toBe(digest);
  });

  it('nothing is used by its tag, and what somebody has called so stays', async () => {
    const { contentTag, tag } = await prove(undefined);
    const [planted, ours] = [registry.addImage(repository, 'planted', contentTag), registry.addImage(repository, 'a')];
    const looked = await prove(undefined);
    expect([looked.image, looked.sentence]).toEqual([
      undefined,
      expect.stringMatching(
        /has the image \w+ that is said to be of this content, and it is to be built again: Nobody/,
      ),
    ]);
    const said: string[] = [];
    expect((await prove(undefined, { built: ours }, said)).image?.digest).toBe(ours);
    expect(said).toEqual([`${ours} of api,api/Dockerfile and ${digestOf('python')}`]);
    expect(registry.tags.get(`${repository}:${contentTag}`)).toBe(planted);
    expect(registry.tags.get(`${repository}:${tag}`)).toBe(ours);
    // The same again, when it is proven.
    expect((await prove(ours)).image?.digest).toBe(ours);
  });

  it('another build of the same content is refused once one is proven, and nothing is said or written', async () => {
    const [first, second] = [registry.addImage(repository, 'a'), registry.addImage(repository, 'b')];
    const [before, said] = [new Map(registry.tags), [] as string[]];
    await expect(prove(first, { built: second }, said)).rejects.toMatchObject({ reason: 'tag-taken' });
    expect([registry.tags, said]).toEqual([before, []]);
  });

  it('the tag of the commit is refused as before, and nothing is said', async () => {
    registry.addImage(repository, 'other', `sha-${one}`);
    const said: string[] = [];
    const built = registry.addImage(repository, 'a');
    await expect(prove(undefined, { built }, said)).rejects.toMatchObject({ reason: 'tag-taken' });
    await expect(prove(undefined)).rejects.toMatchObject({ reason: 'tag-taken' });
    expect(said).toEqual([]);
  });
});

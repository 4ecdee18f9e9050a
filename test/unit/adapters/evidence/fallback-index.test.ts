import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FallbackIndex, tagOf } from '../../../../adapters/evidence/fallback-index.ts';
import type { Tagged } from '../../../../adapters/registry/oci-referrers.ts';
import { type Digest, digestOf } from '../../../../domain/digest.ts';

const REPOSITORY = 'r.example/p/evidence-staging/api';
const SUBJECT = digestOf('release');

/** Tags of one repository, each call of which takes its turn when `turn` lets it. */
function tags(turn: <Answer>(work: () => Answer) => Promise<Answer>) {
  const all = new Map<string, Tagged>();
  return {
    all,
    tagged: (_: string, tag: string) => turn(() => all.get(tag)),
    tags: () => turn(() => [...all.keys()]),
    move: (_: string, tag: string, { mediaType, bytes }: Omit<Tagged, 'digest'>) =>
      turn(() => void all.set(tag, { digest: digestOf(bytes), mediaType, bytes })),
  };
}
const now = async <Answer>(work: () => Answer): Promise<Answer> => work();

const entry = (text: string) => {
  const bytes = Buffer.from(text);
  return {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: digestOf(bytes),
    size: bytes.length,
    bytes,
  };
};
const indexed = (all: ReadonlyMap<string, Tagged>): readonly Digest[] => {
  const bytes = all.get(tagOf(SUBJECT))?.bytes ?? Buffer.from('{"manifests":[]}');
  const { manifests } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { manifests: { digest: Digest }[] };
  return manifests.map(({ digest }) => digest).sort();
};

describe('the index under the fallback tag', () => {
  it('has every entry of writers at once, in whatever order their calls come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, writers) => {
        const registry = tags((work) => scheduler.schedule(Promise.resolve()).then(work));
        const entries = Array.from({ length: writers }, (_, at) => entry(`statement ${at}`));
        const written = entries.map((each) => new FallbackIndex(registry).add(REPOSITORY, SUBJECT, each));
        await scheduler.waitFor(Promise.all(written));
        expect(indexed(registry.all)).toEqual(entries.map(({ digest }) => digest).sort());
      }),
    );
  });

  it('lists what an index of another writer has lost', async () => {
    const registry = tags(now);
    const index = new FallbackIndex(registry);
    await index.add(REPOSITORY, SUBJECT, entry('one'));
    registry.all.delete(tagOf(SUBJECT));
    expect(await index.list(REPOSITORY, SUBJECT)).toEqual([entry('one').digest]);
  });

  it('passes over tags of other subjects, and entries that name no digest', async () => {
    const registry = tags(now);
    const index = new FallbackIndex(registry);
    await index.add(REPOSITORY, digestOf('other'), entry('one'));
    const bytes = Buffer.from(JSON.stringify({ manifests: [{ digest: 'sha256:x' }, 7, null] }));
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    registry.all.set(tagOf(SUBJECT), { digest: digestOf(bytes), mediaType, bytes });
    expect(await index.list(REPOSITORY, SUBJECT)).toEqual([]);
  });

  it('says so where somebody takes everything away again', async () => {
    const registry = tags(now);
    const stubborn = { ...registry, tagged: async () => undefined };
    await expect(new FallbackIndex(stubborn).add(REPOSITORY, SUBJECT, entry('one'))).rejects.toThrow(/did not keep/);
  });
});

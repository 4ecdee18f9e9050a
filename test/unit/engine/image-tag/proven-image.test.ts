import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Digest, digestOf } from '../../../../domain/digest.ts';
import type { EvidenceCode } from '../../../../domain/evidence/codes.ts';
import type { JobFacts } from '../../../../domain/provenance/judge-provenance.ts';
import { type Provenance, provenanceText } from '../../../../domain/provenance/statement.ts';
import { identitySubject, jobSubject } from '../../../../domain/provenance/subjects.ts';
import { findProvenImage, type ProvenancePorts, sayBuilt } from '../../../../engine/image-tag/proven-image.ts';
import { MemoryRegistry } from '../../../contract/memory-registry.ts';
import { run } from '../../domain/evidence/evidence-of.ts';
import { FILES, IDENTITY, IMAGES, job, provenance, wanted } from '../../domain/provenance/provenance-of.ts';
import { MemoryEvidence } from '../evidence/memory-evidence.ts';

const PLACE = 'r.example/p/provenance/api';

let store: MemoryEvidence;
let registry: MemoryRegistry;
let jobs: readonly JobFacts[];
beforeEach(() => {
  store = new MemoryEvidence();
  registry = new MemoryRegistry();
  for (const content of ['image', 'evil']) registry.addImage(IMAGES, content);
  jobs = [job(), job({ id: 410, run: 41 })];
});
const ports = (): ProvenancePorts => ({
  ...{ registry, store },
  runs: {
    find: async (id) => [run(), run({ id: 41, createdAt: '2026-03-02T00:00:00Z' })].find((each) => each.id === id),
  },
  jobs: { find: async (id) => jobs.find((each) => each.id === id) },
  trees: { idsAt: async (_, paths) => new Map(paths.map((path) => [path, FILES[path] ?? ''])) },
});
const find = async (): Promise<[Digest | undefined, EvidenceCode[]]> => {
  const found = await findProvenImage(wanted(), PLACE, ports());
  return [found.provenance?.image.digest, found.passedOver.map(({ code }) => code)];
};
const say = (over: Partial<Provenance> = {}) => sayBuilt(provenance(over), PLACE, store);
const evil = { repository: IMAGES, digest: digestOf('evil') };
const later = { run: { id: 41, attempt: 1, createdAt: '2026-03-02T00:00:00Z' }, job: 410 };

describe('an image is used again', () => {
  it('when the job that built it has said so', async () => {
    expect(await find()).toEqual([undefined, []]);
    await say();
    expect(await find()).toEqual([digestOf('image'), []]);
  });

  it('as the earliest that was built of the same, so that everybody finds one', async () => {
    await say({ ...later, image: evil });
    await say();
    expect(await find()).toEqual([digestOf('image'), []]);
  });

  it('not while it is said in the name of a job that said something else', async () => {
    await say();
    await say({ image: evil });
    expect(await find()).toEqual([undefined, ['says-two', 'says-two']]);
  });

  it('not where the job was heard elsewhere, of another base', async () => {
    await say({ identity: 'd'.repeat(64) as typeof IDENTITY });
    await say({ image: evil });
    expect(await find()).toEqual([undefined, ['says-two']]);
  });

  it('not where the job said something else, and this one was kept from its ears', async () => {
    await say({ identity: 'd'.repeat(64) as typeof IDENTITY });
    await store.attachTo(PLACE, identitySubject(IDENTITY), provenanceText(provenance()));
    expect(await find()).toEqual([undefined, ['says-two']]);
  });

  it('not where nobody is heard under the job', async () => {
    await store.attachTo(PLACE, identitySubject(IDENTITY), provenanceText(provenance()));
    expect(await find()).toEqual([undefined, ['says-two']]);
    await store.attachTo(PLACE, jobSubject(7, 400), provenanceText(provenance()));
    expect((await find())[0]).toBe(digestOf('image'));
  });

  it('although somebody else names a job that did not build', async () => {
    await say();
    await say({ ...later, image: evil });
    jobs = [job(), job({ id: 410, run: 41, steps: [] })];
    expect(await find()).toEqual([digestOf('image'), ['not-built']]);
  });

  it('not when the registry has it no longer, or it is of another repository of the registry', async () => {
    await say({ image: { repository: IMAGES, digest: digestOf('gone') } });
    await say({ ...later, image: { repository: 'r.example/p/services-dev/api', digest: digestOf('image') } });
    const [found, codes] = await find();
    expect([found, codes.sort()]).toEqual([undefined, ['evidence-absent', 'other-image']]);
  });

  it('and nothing is guessed where GitHub cannot tell', async () => {
    await say();
    const troubled = { ...ports(), jobs: { find: () => Promise.reject(new Error('no answer')) } };
    await expect(findProvenImage(wanted(), PLACE, troubled)).rejects.toThrow('no answer');
  });

  it('nor read without end', async () => {
    for (let at = 0; at <= 100; at += 1) await store.attachTo(PLACE, identitySubject(IDENTITY), `${at}`);
    await expect(find()).rejects.toThrow(/101 statements .* no more than 100 are read/);
  });
});

import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { tagOf } from '../../adapters/evidence/fallback-index.ts';
import { RegistryEvidence } from '../../adapters/evidence/registry-evidence.ts';
import type { RegistryOptions } from '../../adapters/registry/asking.ts';
import { OciReferrers } from '../../adapters/registry/oci-referrers.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { type Digest, digestOf } from '../../domain/digest.ts';
import type { DigestReference } from '../../domain/image.ts';
import { releaseArtifact } from '../../domain/release.ts';
import type { EvidenceStore } from '../../engine/evidence/evidence-store.ts';

/** Where evidence is kept in a registry that somebody has started. */
export interface EvidencePlace {
  readonly options: RegistryOptions;
  /** `host/path` that nobody has used before. */
  readonly fresh: () => string;
  /** Whether the registry has a list of referrers. */
  readonly lists: boolean;
}

/** What a store of evidence keeps to in every registry, for jest and for registries that only a test machine has. */
export interface EvidenceCase {
  readonly name: string;
  /** Only where the registry has no list of referrers. */
  readonly fallback?: true;
  run(place: EvidencePlace): Promise<void>;
}

const INDEX = 'application/vnd.oci.image.index.v1+json';

/** A release in a repository of its own, and an evidence repository beside it. */
async function opened({ options, fresh }: EvidencePlace) {
  const registry = new OciRegistry(options);
  const referrers = new OciReferrers(options);
  const releases = `${fresh()}/services/api`;
  const artifact = releaseArtifact({
    service: 'api',
    image: { repository: releases, digest: digestOf('image') },
    manifests: { staging: `a: ${releases}\n` },
  });
  await registry.push(releases, artifact);
  const release: DigestReference = { repository: releases, digest: artifact.manifest.digest };
  const evidence = releases.replace('/services/', '/evidence-staging/');
  return { registry, referrers, release, evidence, artifact, store: new RegistryEvidence(registry, referrers) };
}

async function statements(store: EvidenceStore, repository: string, release: Digest): Promise<readonly string[]> {
  const all = await store.candidates(repository, release);
  const fetched = await Promise.all(all.map((each) => store.fetch(repository, each, release)));
  return fetched.map((each) => (each.ok ? each.statement : each.refusal.code)).sort();
}

const index = (...manifests: readonly unknown[]) => ({
  mediaType: INDEX,
  bytes: Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests })),
});

export const EVIDENCE_CASES: readonly EvidenceCase[] = [
  {
    name: 'knows nothing before it is told',
    async run(place) {
      const { store, evidence, release } = await opened(place);
      deepEqual(await store.candidates(evidence, release.digest), []);
    },
  },
  {
    name: 'gives back what was attached to a release of another repository',
    async run(place) {
      const { store, evidence, release } = await opened(place);
      const digest = await store.attach(evidence, release, '{"a":1}');
      deepEqual(await store.candidates(evidence, release.digest), [digest]);
      deepEqual(await store.fetch(evidence, digest, release.digest), { ok: true, statement: '{"a":1}' });
    },
  },
  {
    name: 'attaches to an index as to a single manifest',
    async run(place) {
      const { store, registry, referrers, evidence, release, artifact } = await opened(place);
      const { mediaType, manifest } = artifact;
      const entry = { mediaType, digest: manifest.digest, size: manifest.bytes.length };
      const { bytes } = index(entry);
      const digest = digestOf(bytes);
      await registry.push(release.repository, {
        mediaType: INDEX as typeof mediaType,
        manifest: { digest, bytes },
        blobs: [],
      });
      await store.attach(evidence, { repository: release.repository, digest }, '{"of":"index"}');
      deepEqual(await statements(store, evidence, digest), ['{"of":"index"}']);
      deepEqual(await statements(store, evidence, release.digest), []);
      equal((await referrers.referrers(evidence, digest)) !== undefined, place.lists);
    },
  },
  {
    name: 'takes the same statement twice as once, and keeps different ones',
    async run(place) {
      const { store, evidence, release } = await opened(place);
      for (const text of ['{"a":1}', '{"a":1}', '{"a":2}']) await store.attach(evidence, release, text);
      deepEqual(await statements(store, evidence, release.digest), ['{"a":1}', '{"a":2}']);
    },
  },
  {
    name: 'loses none of eight that write at once',
    async run(place) {
      const { evidence, release } = await opened(place);
      const texts = [...'abcdefgh'].map((letter) => `{"a":"${letter}"}`);
      // Each with a connection of its own, as jobs on different machines have.
      const stores = texts.map(
        () => new RegistryEvidence(new OciRegistry(place.options), new OciReferrers(place.options)),
      );
      await Promise.all(stores.map((store, at) => store.attach(evidence, release, texts[at] ?? '')));
      const [store] = stores;
      if (store === undefined) throw new Error('There is no store.');
      deepEqual(await statements(store, evidence, release.digest), texts);
    },
  },
  {
    name: 'refuses what is attached to another release, whatever a list says',
    async run(place) {
      const { store, evidence, release } = await opened(place);
      const other = await opened(place);
      const digest = await store.attach(evidence, other.release, '{"a":1}');
      const fetched = await store.fetch(evidence, digest, release.digest);
      equal(fetched.ok ? 'fetched' : fetched.refusal.code, 'other-subject');
    },
  },
  {
    name: 'refuses a release, and what is not there',
    async run(place) {
      const { store, registry, evidence, release, artifact } = await opened(place);
      await registry.push(evidence, artifact);
      const codes = [release.digest, digestOf('absent')].map(async (digest) => {
        const fetched = await store.fetch(evidence, digest, release.digest);
        return fetched.ok ? 'fetched' : fetched.refusal.code;
      });
      deepEqual(await Promise.all(codes), ['other-artifact', 'evidence-absent']);
    },
  },
  {
    name: 'takes a fallback tag that is no index for none, and writes an index there',
    fallback: true,
    async run(place) {
      const { store, registry, referrers, evidence, release, artifact } = await opened(place);
      const other = releaseArtifact({ service: 'x', image: release, manifests: {} });
      await registry.push(evidence, other);
      await referrers.move(evidence, tagOf(release.digest), {
        mediaType: other.mediaType,
        bytes: other.manifest.bytes,
      });
      deepEqual(await store.candidates(evidence, release.digest), []);
      await store.attach(evidence, release, '{"a":1}');
      deepEqual(await statements(store, evidence, release.digest), ['{"a":1}']);
      notEqual((await referrers.tagged(evidence, tagOf(release.digest)))?.mediaType, artifact.mediaType);
    },
  },
  {
    name: 'takes a fallback tag that is the subject itself for none',
    fallback: true,
    async run(place) {
      const { store, registry, referrers, evidence, release } = await opened(place);
      const { digest: child } = await opened(place).then((each) => each.release);
      const artifact = releaseArtifact({ service: 'y', image: { ...release, digest: child }, manifests: {} });
      await registry.push(evidence, artifact);
      const { mediaType, manifest } = artifact;
      const own = index({ mediaType, digest: manifest.digest, size: manifest.bytes.length });
      const subject = digestOf(own.bytes);
      await referrers.move(evidence, tagOf(subject), own);
      deepEqual(await store.candidates(evidence, subject), []);
    },
  },
];

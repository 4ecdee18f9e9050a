import { createServer, type RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AttachedKind, BUNDLE } from '../../adapters/evidence/evidence-artifact.ts';
import { RegistryEvidence } from '../../adapters/evidence/registry-evidence.ts';
import { SignedEvidence } from '../../adapters/evidence/signed-evidence.ts';
import { OciReferrers } from '../../adapters/registry/oci-referrers.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { verifyBundle } from '../../adapters/sigstore/verify-bundle.ts';
import { digestOf } from '../../domain/digest.ts';
import { evidencePlace, signedIn, signedPlace } from '../../domain/evidence/place.ts';
import { type Evidence, statementText } from '../../domain/evidence/statement.ts';
import type { DigestReference } from '../../domain/image.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { findEvidence } from '../../engine/evidence/find-evidence.ts';
import { type Loopback, listenOnLoopback } from '../../rehearsal/network/loopback.ts';
import { Accounts } from '../../rehearsal/registry/accounts.ts';
import { registryListener } from '../../rehearsal/registry/server.ts';
import { registryStorage } from '../../rehearsal/registry/storage.ts';
import { evidence, run, wanted } from '../unit/domain/evidence/evidence-of.ts';
import { OWNER, signer } from '../unit/domain/evidence/signature/signer-of.ts';
import { MockSigstore } from './mock-sigstore.ts';

const withoutReferrers =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    if (!request.url?.includes('/referrers/')) return listener(request, response);
    response.writeHead(404).end();
  };

const withEmptyList =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    if (!request.url?.includes('/referrers/')) return listener(request, response);
    response.writeHead(200, { 'Content-Type': 'application/vnd.oci.image.index.v1+json' }).end('{"manifests":[]}');
  };

const SIDES = [
  { name: 'a registry that lists referrers', as: (listener: RequestListener) => listener },
  { name: 'a registry that does not', as: withoutReferrers },
  { name: 'a registry that says so and keeps no list', as: withEmptyList },
];
const credentials = async () => ({ kind: 'password', username: 'robot', password: 'secret' }) as const;
const options = { credentials };

describe.each(SIDES)('signed evidence in $name', ({ as }) => {
  const sigstore = new MockSigstore();
  let server: Loopback;
  let repositories = 0;
  let store: SignedEvidence;
  beforeAll(async () => {
    const accounts = new Accounts();
    // Whoever builds images writes here, and so whoever proves something does not stand out.
    accounts.add('robot', 'secret', { pull: ['*'], push: ['*'] });
    server = await listenOnLoopback(createServer(as(registryListener({ storage: registryStorage(), accounts }))));
    const root = await sigstore.root();
    const registry = new RegistryEvidence(new OciRegistry(options), new OciReferrers(options));
    store = new SignedEvidence(registry, async (bytes) => verifyBundle(bytes, root));
  });
  afterAll(() => server.close());

  async function released(): Promise<DigestReference> {
    const repository = `127.0.0.1:${server.port}/p${++repositories}/services/api`;
    const image = { repository, digest: digestOf('image') };
    const artifact = releaseArtifact({ service: 'api', image, manifests: { staging: `a: ${repository}\n` } });
    await new OciRegistry(options).push(repository, artifact);
    return { repository, digest: artifact.manifest.digest };
  }
  const placeOf = (release: DigestReference) => {
    const evidencePlaceOfTier = release.repository.replace(/\/services\/api$/, '/evidence-staging');
    return evidencePlace(signedPlace(`${OWNER}`, evidencePlaceOfTier), release);
  };
  const attach = async (release: DigestReference, bundle: string, kind: AttachedKind = BUNDLE) => {
    const { repository = '' } = signedIn(placeOf(release)) ?? {};
    return await new RegistryEvidence(new OciRegistry(options), new OciReferrers(options)).attach(
      repository,
      release,
      bundle,
      kind,
    );
  };
  const signed = async (said: Evidence, by = signer(), instance = sigstore) =>
    JSON.stringify(await instance.sign(statementText(said), by));
  const found = async (release: DigestReference, runs = [run()]) => {
    const ports = { store, runs: { find: async (id: number) => runs.find((each) => each.id === id) } };
    const answer = await findEvidence(wanted({ release }), placeOf(release), ports);
    return [answer.proven ? 'proven' : answer.refusal.code, ...answer.refused.map(({ code }) => code)];
  };

  it('proves a release by a bundle', async () => {
    const release = await released();
    expect(await found(release)).toEqual(['evidence-missing']);
    await attach(release, await signed(evidence({ release })));
    expect(await found(release)).toEqual(['proven']);
  });

  it('does not take what nobody has signed, or somebody else', async () => {
    const release = await released();
    const said = evidence({ release });
    await store.attach(placeOf(release), release, statementText(said));
    expect(await found(release)).toEqual(['evidence-missing', 'unsigned']);
    await attach(release, await signed(said, signer(), new MockSigstore()));
    await attach(release, await signed(said, signer({ sourceOwnerId: '71' })));
    const codes = (await found(release)).sort();
    expect(codes).toEqual(['evidence-missing', 'signature-invalid', 'signer-owner', 'unsigned']);
  });

  it('does not take what was signed of another release, wherever it lies', async () => {
    const [release, other] = [await released(), await released()];
    const bundle = await signed(evidence({ release: other }));
    await attach(release, bundle);
    expect(await found(release)).toEqual(['evidence-missing', 'other-release']);
    const digest = await attach(other, bundle);
    expect(await store.fetch(placeOf(other), digest, release.digest)).toMatchObject({
      refusal: { code: 'other-subject' },
    });
  });

  const DAMAGED: readonly [string, (bundle: string) => string, AttachedKind, string][] = [
    ['cut off', (bundle) => bundle.slice(0, -100), BUNDLE, 'bundle-malformed'],
    ['nothing', () => '', BUNDLE, 'bundle-malformed'],
    ['larger than is read', (bundle) => bundle + ' '.repeat(BUNDLE.largest), BUNDLE, 'other-artifact'],
    ['of another kind', (bundle) => bundle, { ...BUNDLE, artifactType: 'application/spdx+json' }, 'other-artifact'],
    ['of two kinds', (bundle) => bundle, { ...BUNDLE, mediaType: 'application/vnd.in-toto+json' }, 'other-artifact'],
  ];

  it.each(DAMAGED)('does not take a bundle that is %s', async (_what, damaged, kind, code) => {
    const release = await released();
    await attach(release, damaged(await signed(evidence({ release }))), kind);
    expect(await found(release)).toEqual(['evidence-missing', code]);
  });

  it('attaches a bundle as it is', async () => {
    const release = await released();
    await store.attachBundle(placeOf(release), release, await signed(evidence({ release })));
    expect(await found(release)).toEqual(['proven']);
  });

  it('passes over what else was signed of it', async () => {
    const release = await released();
    const provenance = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {},
    };
    await attach(release, JSON.stringify(await sigstore.sign(JSON.stringify(provenance), signer())));
    await attach(release, await signed(evidence({ release })));
    expect(await found(release)).toEqual(['proven', 'other-predicate']);
  });

  it('is taken back without a signature, and given again with one alone', async () => {
    const release = await released();
    const at = (id: number, said: Evidence['said']) =>
      evidence({ release, said, run: { id, attempt: 1, createdAt: `2026-03-0${id - 39}T00:00:00Z` } });
    const runs = [40, 41, 42].map((id) => run({ id, createdAt: `2026-03-0${id - 39}T00:00:00Z` }));
    await attach(release, await signed(at(40, 'complete')));
    await store.attach(placeOf(release), release, statementText(at(41, 'withdrawn')));
    expect(await found(release, runs)).toEqual(['said-withdrawn']);
    await store.attach(placeOf(release), release, statementText(at(42, 'complete')));
    expect(await found(release, runs)).toEqual(['said-withdrawn', 'unsigned']);
    const url = 'https://github.com/acme/platform/actions/runs/42/attempts/1';
    await attach(release, await signed(at(42, 'complete'), signer({ runInvocation: url })));
    expect(await found(release, runs)).toEqual(['proven', 'unsigned']);
  });
});

it('signed evidence is asked for at its own places alone', async () => {
  const store = new SignedEvidence(new RegistryEvidence(new OciRegistry(options), new OciReferrers(options)));
  await expect(store.candidates('signed:70', digestOf('x'))).rejects.toThrow(/"signed:70" is no place/);
  await expect(store.candidates('r.example/p/e', digestOf('x'))).rejects.toThrow(/is no place/);
});

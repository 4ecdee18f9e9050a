import { promotion } from '../../actions/promotion/contract.ts';
import { BUNDLE } from '../../adapters/evidence/evidence-artifact.ts';
import { RegistryEvidence } from '../../adapters/evidence/registry-evidence.ts';
import { OciReferrers } from '../../adapters/registry/oci-referrers.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { parseCommitSha } from '../../domain/commit.ts';
import { digestOf } from '../../domain/digest.ts';
import { signedPlace } from '../../domain/evidence/place.ts';
import type { CertificateExtension, Signer } from '../../domain/evidence/signature/certificate-extensions.ts';
import { type Evidence, statementText } from '../../domain/evidence/statement.ts';
import type { DigestReference } from '../../domain/image.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { releaseTag } from '../../domain/tag.ts';
import { CommandWorld, NAMESPACE } from '../contract/command-world.ts';
import { type DeliveryWorld, deliveryWorld } from '../contract/delivery-world.ts';
import { MockSigstore, type Signing } from '../contract/mock-sigstore.ts';
import { type Attempt, bundleWithout, type Cut, cut } from './cuts.ts';

/** What differs from the signature of the run that has proven a release. */
export interface PlantedSignature {
  readonly stated?: Partial<Record<CertificateExtension, string>>;
  readonly subject?: string;
  readonly signing?: Signing;
  /** The statement lies there, and nobody has signed it. */
  readonly unsigned?: true;
}

const SIGSTORE = new MockSigstore();
/** Bundles believe the public instance, which signs nothing for tests. */
export const BELIEVES_OURS: Cut = cut(
  'adapters/sigstore/trusted-root.ts',
  'PUBLIC_GOOD_ROOT: unknown = root;',
  `PUBLIC_GOOD_ROOT: unknown = ${JSON.stringify(await SIGSTORE.root())};`,
);

export const HOME = 'https://github.com/acme/shop';
const OWNER = '70';
const PROMOTE = { file: '.github/workflows/promote.yml', ref: 'refs/heads/main' };
const FILE = `${HOME}/${PROMOTE.file}@${PROMOTE.ref}`;

/** Promotes what comes with such a signature. */
export const isBelieved =
  (planted: PlantedSignature): Attempt =>
  async (prepare) => {
    const [world, cluster] = [await deliveryWorld(), await CommandWorld.start()];
    try {
      const bundles = `${world.machine.folder}/actions/dist`;
      await bundleWithout([BELIEVES_OURS], bundles);
      await prepare(bundles);
      world.beginRun();
      const release = await released(world);
      const repository = `${world.host}/project/evidence-staging`;
      await attach(`${repository}/api`, release, statementOf(world, release), planted);
      const { outputs, log } = await world.machine.run(promotion, world.token({ actions: 'read', contents: 'read' }), {
        inputs: {
          ...{ service: 'api', tier: 'production', namespace: NAMESPACE, repository: release.repository },
          ...{ from: 'staging', otherwise: 'tell', evidence: signedPlace(OWNER, repository) },
          workflows: `${PROMOTE.file}@${PROMOTE.ref}`,
        },
        env: { KUBECONFIG: cluster.kubeconfig },
      });
      if (outputs['adopted'] === 'true') return `It went up: ${outputs['sentence']}`;
      if (outputs['adopted'] !== 'false') throw new Error(`The promotion told nothing:\n${log}`);
      return undefined;
    } finally {
      await cluster.close();
      await world.close();
    }
  };

async function released({ host, registry, github }: DeliveryWorld): Promise<DigestReference> {
  const repository = `${host}/project/services/api`;
  const image = { repository, digest: digestOf('image') };
  const artifact = releaseArtifact({ service: 'api', image, manifests: { production: 'x' } });
  await registry.push(repository, artifact);
  const release = { repository, digest: artifact.manifest.digest };
  await registry.tag(release, releaseTag('api', parseCommitSha(github.head)));
  return release;
}

function statementOf({ github }: DeliveryWorld, release: DigestReference): Evidence {
  const { repository, head } = github;
  return {
    ...{ release, service: 'api', tier: 'staging', said: 'complete', approvedBy: [], workflow: PROMOTE },
    repository: { id: repository.id, name: `${repository.owner}/${repository.name}` },
    commit: parseCommitSha(head),
    run: { id: 7, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
  };
}

async function attach(
  repository: string,
  release: DigestReference,
  said: Evidence,
  { stated, subject, signing, unsigned }: PlantedSignature,
): Promise<void> {
  const credentials = async () => ({ kind: 'password', username: 'robot', password: 'secret' }) as const;
  const store = new RegistryEvidence(new OciRegistry({ credentials }), new OciReferrers({ credentials }));
  const text = statementText(said);
  if (unsigned) return void (await store.attach(repository, release, text));
  const signer = { subject: subject ?? FILE, stated: { ...honest(said), ...stated } };
  await store.attach(repository, release, JSON.stringify(await SIGSTORE.sign(text, signer, signing)), BUNDLE);
}

/** What the certificate of the honest run states. */
const honest = ({ commit, repository }: Evidence): Signer['stated'] => ({
  issuer: 'https://token.actions.githubusercontent.com',
  buildSigner: FILE,
  buildSignerDigest: commit,
  runnerEnvironment: 'github-hosted',
  sourceRepository: HOME,
  sourceDigest: commit,
  sourceRef: PROMOTE.ref,
  sourceRepositoryId: `${repository.id}`,
  sourceOwner: 'https://github.com/acme',
  sourceOwnerId: OWNER,
  buildConfig: FILE,
  buildConfigDigest: commit,
  buildTrigger: 'push',
  runInvocation: `${HOME}/actions/runs/7/attempts/1`,
  sourceVisibility: 'public',
  deploymentEnvironment: 'staging',
});

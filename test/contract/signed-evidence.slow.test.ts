import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { promotion } from '../../actions/promotion/contract.ts';
import { signature } from '../../actions/signature/contract.ts';
import { verification } from '../../actions/verification/contract.ts';
import { BUNDLE } from '../../adapters/evidence/evidence-artifact.ts';
import { RegistryEvidence } from '../../adapters/evidence/registry-evidence.ts';
import { OciReferrers } from '../../adapters/registry/oci-referrers.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { parseCommitSha } from '../../domain/commit.ts';
import { digestOf } from '../../domain/digest.ts';
import { inToto } from '../../domain/evidence/in-toto.ts';
import { signedPlace } from '../../domain/evidence/place.ts';
import { PREDICATE_TYPE } from '../../domain/evidence/statement.ts';
import { toSignFiles } from '../../domain/evidence/to-sign.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { releaseTag } from '../../domain/tag.ts';
import { signer } from '../unit/domain/evidence/signature/signer-of.ts';
import { CommandWorld, NAMESPACE } from './command-world.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';
import { MockSigstore } from './mock-sigstore.ts';

let world: DeliveryWorld;
let cluster: CommandWorld;
let release: DigestReference;
let count = 0;
beforeAll(async () => {
  world = await deliveryWorld();
  cluster = await CommandWorld.start();
});
afterAll(async () => {
  await cluster.close();
  await world.close();
});
beforeEach(async () => {
  world.beginRun();
  const repository = `${world.host}/project/services-${++count}/api`;
  const image = { repository, digest: digestOf(`i${count}`) };
  const artifact = releaseArtifact({ service: 'api', image, manifests: { production: 'x' } });
  await world.registry.push(repository, artifact);
  release = { repository, digest: artifact.manifest.digest };
  await world.registry.tag(release, releaseTag('api', parseCommitSha(world.github.head)));
});

const repository = () => `${world.host}/project/evidence-staging-${count}`;
const place = () => signedPlace('70', repository());
const verify = (result: string) =>
  world.machine.run(verification, world.token({ deployments: 'write', actions: 'read' }), {
    inputs: {
      ...{ records: '', result, tier: 'staging', evidence: place(), namespace: '' },
      repositories: `api ${release.repository}`,
      rollouts: `api complete ${formatDigestReference(release)}`,
    },
  });
const promote = () =>
  world.machine.run(promotion, world.token({ actions: 'read', contents: 'read' }), {
    inputs: {
      ...{ service: 'api', tier: 'production', namespace: NAMESPACE, repository: release.repository },
      ...{ from: 'staging', otherwise: 'tell', evidence: place() },
      workflows: '.github/workflows/promote.yml@refs/heads/main',
    },
    env: { KUBECONFIG: cluster.kubeconfig },
  });
const laidOut = (file: string) => readFileSync(join(world.machine.folder, 'temp', file), 'utf8');
/** The statement that was laid out, as it would be signed. */
const statement = () => inToto(release, PREDICATE_TYPE, JSON.parse(laidOut(toSignFiles('api').predicate)));
const attach = (text: string, kind?: typeof BUNDLE) => {
  const credentials = async () => ({ kind: 'password', username: 'robot', password: 'secret' }) as const;
  const store = new RegistryEvidence(new OciRegistry({ credentials }), new OciReferrers({ credentials }));
  return store.attach(`${repository()}/api`, release, text, kind);
};

describe('evidence that must be signed, as GitHub runs it', () => {
  it('is laid out for who signs, and said by nobody before', async () => {
    const { code, outputs } = await verify('success');
    expect([code, outputs['to-sign']]).toEqual([0, ' api ']);
    expect(laidOut(toSignFiles('api').subject)).toBe(`${release.digest.slice(7)}  ${release.repository}\n`);
    expect(JSON.parse(laidOut(toSignFiles('api').predicate))).toMatchObject({
      said: 'complete',
      run: { id: 7, attempt: 1 },
      workflow: { file: '.github/workflows/promote.yml', ref: 'refs/heads/main' },
    });
    expect(await promote()).toMatchObject({ outputs: { adopted: 'false', reason: 'evidence-missing' } });
  });

  it('counts for nothing where nobody signs, or another instance of Sigstore', async () => {
    await verify('success');
    await attach(statement());
    await attach(JSON.stringify(await new MockSigstore().sign(statement(), signer())), BUNDLE);
    const { log, outputs } = await promote();
    expect(outputs).toMatchObject({ adopted: 'false', reason: 'evidence-missing' });
    expect(log).toMatch(/^Passed over: Run 7 is said to have proven it in staging, .* \(unsigned\)$/m);
    expect(log).toMatch(/^Passed over: .* The signature does not verify: .* \(signature-invalid\)$/m);
  });

  it('is taken back without a signature', async () => {
    expect(await verify('failure')).toMatchObject({ code: 1, outputs: { 'to-sign': '' } });
    expect(await promote()).toMatchObject({ outputs: { adopted: 'false', reason: 'said-failed' } });
  });

  it('is not kept where it does not verify', async () => {
    await verify('success');
    const bundle = join(world.machine.folder, 'attestation.json');
    writeFileSync(bundle, `${JSON.stringify(await new MockSigstore().sign(statement(), signer()))}\n`);
    const { code, log } = await world.machine.run(signature, '', {
      inputs: {
        ...{ service: 'api', tier: 'staging', repository: release.repository, evidence: place(), bundle },
        release: formatDigestReference(release),
      },
    });
    expect([code, log]).toEqual([1, expect.stringMatching(/^::error.*proves nothing here, and is not kept/m)]);
    expect(await promote()).toMatchObject({ outputs: { reason: 'evidence-missing' } });
    expect((await promote()).log).not.toContain('Passed over');
  });
});

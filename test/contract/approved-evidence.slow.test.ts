import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verification } from '../../actions/verification/contract.ts';
import { wave } from '../../actions/wave/contract.ts';
import type { ActionContract } from '../../domain/action-contract.ts';
import { type Digest, digestOf, isDigest } from '../../domain/digest.ts';
import { readStatement } from '../../domain/evidence/read-statement.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { recordedRun, setEnvironment, stableId } from '../../rehearsal/github/state.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

let world: DeliveryWorld;
let release: DigestReference;
let count = 0;
beforeAll(async () => {
  world = await deliveryWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  const repository = `${world.host}/project/services-${++count}/api`;
  const artifact = releaseArtifact({ service: 'api', image: { repository, digest: digestOf('i') }, manifests: {} });
  await world.registry.push(repository, artifact);
  release = { repository, digest: artifact.manifest.digest };
  const facts = { name: 'Promote', event: 'push', headBranch: 'main', headSha: world.github.head, actor: 'omar' };
  for (const name of ['live-approval', 'staging-approval']) setEnvironment(world.github.repository, { name });
  const yes = (user: string, userId: number, environment = 'live-approval') => ({
    ...{ user, userId, state: 'approved' as const, comment: '', environments: [environment] },
  });
  world.github.repository.runs.splice(
    0,
    Infinity,
    recordedRun({
      ...{ ...facts, id: 7, number: 1, workflowPath: '.github/workflows/promote.yml' },
      createdAt: '2026-03-01T00:00:00Z',
      // Mina has made the commit.
      approvals: [yes('mina', stableId('mina')), yes('eva_acme', 41), yes('zoe', 42, 'staging-approval')],
    }),
  );
});

const evidence = () => `${world.host}/project/evidence-live-${count}`;
/** Inputs of both, and how the one asks about a release. */
const run = (contract: ActionContract, inputs: Readonly<Record<string, string>>) =>
  world.machine.run(contract, world.token({ deployments: 'write', actions: 'read', contents: 'read' }), {
    inputs: { tier: 'live', evidence: evidence(), ...inputs },
  });
const asked = { gate: 'live-approval', shown: 'api none none' };
const afterWave = (inputs: Readonly<Record<string, string>>) =>
  run(wave, {
    ...{ service: 'api', repository: release.repository, release: formatDigestReference(release) },
    ...{ clusters: 'eu/prod\nus/prod', result: 'success', ...inputs },
  });
const afterChecks = (inputs: Readonly<Record<string, string>>) =>
  run(verification, {
    ...{ repositories: `api ${release.repository}`, result: 'success' },
    ...{ rollouts: `api complete ${formatDigestReference(release)}`, ...inputs },
  });

/** Who said yes, as the only statement about the release has it. */
async function approvedBy(): Promise<readonly string[] | undefined> {
  const { store } = world.evidence(world.token({}));
  const place = `${evidence()}/api`;
  const [found, ...others] = await store.candidates(place, release.digest);
  if (found === undefined) return undefined;
  expect(others).toEqual([]);
  const fetched = await store.fetch(place, digest(found), release.digest);
  const read = fetched.ok ? readStatement(fetched.statement) : fetched;
  if (!read.ok) throw new Error(read.refusal.sentence);
  return read.evidence.approvedBy.map(({ id, login }) => `${id} ${login}`);
}

function digest(text: string): Digest {
  if (!isDigest(text)) throw new Error(`${text} is no digest.`);
  return text;
}

describe.each([
  ['the last wave of a tier of several clusters', afterWave],
  ['the checks of a tier', afterChecks],
])('the evidence of a tier that people approve, after %s', (_, step) => {
  it('has who said yes in its gate, and nobody who made the change', async () => {
    expect(await step(asked)).toMatchObject({ code: 0, outputs: { outcome: 'complete' } });
    expect(await approvedBy()).toEqual(['41 eva_acme']);
  });

  it('has nobody where nobody was asked', async () => {
    expect(await step({})).toMatchObject({ code: 0 });
    expect(await approvedBy()).toEqual([]);
  });

  it('is not written where it is not known what they said yes to', async () => {
    const { code, log } = await step({ ...asked, shown: '' });
    expect([code, log]).toEqual([1, expect.stringContaining('says nothing of api')]);
    expect(await approvedBy()).toBeUndefined();
  });
});

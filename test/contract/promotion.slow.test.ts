import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { promotion } from '../../actions/promotion/contract.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import { parseCommitSha } from '../../domain/commit.ts';
import { digestOf } from '../../domain/digest.ts';
import type { Said } from '../../domain/evidence/statement.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { releaseTag } from '../../domain/tag.ts';
import { recordEvidence } from '../../engine/evidence/record-evidence.ts';
import { recordedRun } from '../../rehearsal/github/state.ts';
import { listenOnLoopback } from '../../rehearsal/network/loopback.ts';
import { CommandWorld, NAMESPACE } from './command-world.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

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
  const repository = `${world.host}/project/services-${++count}/api`;
  const artifact = releaseArtifact({
    service: 'api',
    image: { repository, digest: digestOf('i') },
    manifests: { production: 'x' },
  });
  await world.registry.push(repository, artifact);
  release = { repository, digest: artifact.manifest.digest };
  await world.registry.tag(release, releaseTag('api', parseCommitSha(world.github.head)));
  const run = { name: 'Deploy', event: 'push', headSha: world.github.head, actor: 'omar', number: 1 };
  const deploy = { ...run, workflowPath: '.github/workflows/deploy.yml', createdAt: '2026-03-01T00:00:00Z' };
  world.github.repository.runs.splice(
    0,
    Infinity,
    recordedRun({ ...deploy, id: 6, headBranch: 'develop' }),
    recordedRun({ ...deploy, id: 7, headBranch: 'main' }),
  );
});

const evidence = () => `${world.host}/project/evidence-staging-${count}`;
const token = () => world.token({ actions: 'read', contents: 'read' });
const says = (said: Said, over: { readonly tier?: string; readonly run?: number } = {}) =>
  recordEvidence(
    { release, service: 'api', tier: over.tier ?? 'staging', said, approvedBy: [] },
    { id: over.run ?? 6, attempt: 1 },
    `${evidence()}/api`,
    world.evidence(token()),
  );
const run = (inputs: Readonly<Record<string, string>> = {}, as = token(), env: Readonly<Record<string, string>> = {}) =>
  world.machine.run(promotion, as, {
    inputs: {
      ...{ service: 'api', tier: 'production', namespace: NAMESPACE, repository: release.repository },
      ...{ from: 'staging', otherwise: 'tell' },
      ...{ evidence: evidence(), workflows: '.github/workflows/deploy.yml@refs/heads/develop' },
      ...inputs,
    },
    env: { KUBECONFIG: cluster.kubeconfig, ...env },
  });

/** How bytes differ from those that are expected. */
type Of = { readonly service?: string; readonly tier?: string };

describe('promotion, as GitHub runs it', () => {
  it('adopts what the tier before has proven', async () => {
    await says('complete');
    const result = await run();
    expect(result).toMatchObject({ code: 0, outputs: { adopted: 'true', release: formatDigestReference(release) } });
    expect(result.summary).toContain('is proven');
  });

  it('answers "no" without failing where it can still be proven, and says why', async () => {
    expect(await run()).toMatchObject({
      code: 0,
      outputs: { adopted: 'false', reason: 'evidence-missing', release: formatDigestReference(release) },
    });
    await says('failed');
    expect(await run()).toMatchObject({ code: 0, outputs: { adopted: 'false', reason: 'said-failed' } });
  });

  it('refuses what somebody else has called the release of the commit (A4)', async () => {
    await says('complete');
    const own = world.github.repository.runs.find(({ id }) => id === 7);
    Object.assign(own ?? {}, { status: 'completed' });
    const formedBy = { 'formed-by': '.github/workflows/deploy.yml@refs/heads/main' };
    const { code, log, outputs } = await run(formedBy);
    expect([code, outputs['reason'], outputs['release']]).toEqual([1, 'release-unproven', undefined]);
    expect(log).toMatch(/::error title=Refused \(release-unproven\)::.*"Form the release of api"/);
    const steps = [{ number: 9, name: 'Form the release of api', conclusion: 'success' as const }];
    const job = { id: 70, attempt: 1, name: 'build / api', status: 'in_progress' as const, conclusion: undefined };
    own?.jobs.push({ ...job, startedAt: undefined, completedAt: undefined, steps });
    expect(await run(formedBy)).toMatchObject({ code: 0, outputs: { adopted: 'true' } });
  });

  it('refuses what is not proven where nothing else would prove it', async () => {
    const { code, log, outputs } = await run({ otherwise: 'refuse' });
    expect([code, outputs['reason'], outputs['release']]).toEqual([1, 'evidence-missing', undefined]);
    expect(log).toContain('::error title=Refused (evidence-missing)::');
  });

  it.each([
    ['of another tier', { tier: 'dev' }],
    ['of a run of another branch', { run: 7 }],
  ])('passes over a statement %s, and says so', async (_, over) => {
    await says('complete', over);
    const { outputs, log } = await run();
    expect(outputs).toMatchObject({ adopted: 'false', reason: 'evidence-missing' });
    expect(log).toMatch(/^Passed over: The statement's .* \(other-(tier|workflow)\)$/m);
  });

  it('believes no record, whoever wrote it (A5, D1)', async () => {
    const writer = world.token({ deployments: 'write' });
    const { server, repository } = world.github;
    const records = new DeploymentRecords(new GitHubApi({ apiUrl: server.url, repository, token: writer, fetch }));
    const id = await records.start({
      ...{ schema: 'sluice.record/v1', kind: 'rollout', service: 'api', tier: 'staging', release, actor: 'mina' },
      commit: parseCommitSha(world.github.head),
      run: { id: 6, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
    });
    await records.update(id, { phase: 'ended', outcome: 'complete', sentence: 'verification passed' });
    expect(await run()).toMatchObject({ outputs: { adopted: 'false', reason: 'evidence-missing' } });
  });

  it('refuses a commit that is not on the branch, and one that nothing was built of', async () => {
    expect(await run({ commit: 'e'.repeat(40) })).toMatchObject({ code: 1, outputs: { reason: 'commit-elsewhere' } });
    expect(await run({ repository: `${world.host}/project/nothing/api` })).toMatchObject({
      code: 1,
      outputs: { reason: 'release-missing' },
    });
  });

  it.each([
    ['of another service', { service: 'web' }, 'other-service'],
    ['without manifests of the tier', { tier: 'dev' }, 'other-tier'],
  ])('refuses what was tagged as the release of the commit, and is one %s', async (_, of: Of, reason) => {
    const repository = `${world.host}/project/planted-${count}/api`;
    const { service = 'api', tier = 'production' } = of;
    const image = { repository, digest: digestOf('i') };
    const artifact = releaseArtifact({ service, image, manifests: { [tier]: 'x' } });
    await world.registry.push(repository, artifact);
    const tag = releaseTag('api', parseCommitSha(world.github.head));
    await world.registry.tag({ repository, digest: artifact.manifest.digest }, tag);
    const { code, log, outputs } = await run({ repository });
    expect([code, outputs['adopted'], outputs['reason'], outputs['release']]).toEqual([1, 'false', reason, undefined]);
    expect(log).toContain(`::error title=Refused (${reason})::`);
  });

  it('refuses a release that an earlier job has found in another repository', async () => {
    const expected = `${world.host}/project/services-dev/api@${release.digest}`;
    expect(await run({ expected })).toMatchObject({ code: 1, outputs: { reason: 'other-repository' } });
  });

  it('fails when it cannot know, and never shows its token', async () => {
    await says('complete');
    const nobody = world.token({});
    const result = await run({}, nobody);
    expect(result).toMatchObject({ code: 1, outputs: {} });
    expect(result.log).toMatch(/::error::GET .* 403: .*"permissions:"/);
    expect(result.log.replace(`::add-mask::${nobody}`, '')).not.toContain(nobody);
  });
});

describe('an action behind a proxy', () => {
  it('reaches GitHub through it, and only through it', async () => {
    await says('complete');
    const connected: string[] = [];
    const server = createServer();
    server.on('connect', (request, client) => {
      connected.push(request.url ?? '');
      const upstream = connect(Number(new URL(world.github.server.url).port), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      client.on('error', () => upstream.destroy());
      upstream.on('error', () => client.destroy());
    });
    const proxy = await listenOnLoopback(server);
    const result = await run({}, token(), {
      GITHUB_API_URL: 'http://api.ghe.example',
      http_proxy: `http://127.0.0.1:${proxy.port}`,
      no_proxy: '127.0.0.1',
    });
    await proxy.close();
    expect(result).toMatchObject({ code: 0, outputs: { adopted: 'true' } });
    expect(new Set(connected)).toEqual(new Set(['api.ghe.example:80']));
  });
});

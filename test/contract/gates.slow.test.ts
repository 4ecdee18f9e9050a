import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { approval } from '../../actions/approval/contract.ts';
import { consent } from '../../actions/consent/contract.ts';
import { digestOf } from '../../domain/digest.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { recordedRun, setEnvironment, stableId } from '../../rehearsal/github/state.ts';
import { CommandWorld, NAMESPACE } from './command-world.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

let world: DeliveryWorld;
beforeAll(async () => {
  world = await deliveryWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.github.repository.deployments.length = 0;
  world.github.repository.environments.clear();
});

/** How bytes differ from those that are expected. */
type Of = { readonly service?: string; readonly tier?: string; readonly where?: string };

describe('approval, as GitHub runs it', () => {
  let cluster: CommandWorld;
  beforeAll(async () => {
    cluster = await CommandWorld.start();
  });
  afterAll(() => cluster.close());
  const repository = () => `${world.host}/project/services/api`;
  /** A release as a build would have pushed it. */
  async function released({ service = 'api', tier = 'production', where = repository() } = {}): Promise<string> {
    const image = { repository: where, digest: digestOf('i') };
    const artifact = releaseArtifact({ service, image, manifests: { [tier]: 'x' } });
    await world.registry.push(where, artifact);
    return `${where}@${artifact.manifest.digest}`;
  }
  const inputs = {
    ...{ gate: 'production-approval', environment: 'production', branch: 'main', by: 'user eva' },
    ...{ tier: 'production', namespace: NAMESPACE, again: 'gh workflow run promote.yml' },
  };
  const run = async (release: string, env: Readonly<Record<string, string>> = {}) =>
    world.machine.run(approval, world.token({ actions: 'read', contents: 'read' }), {
      inputs: {
        ...inputs,
        releases: `${release}\ndashboard `,
        repositories: `api ${repository()}\ndashboard ${world.host}/project/services/dashboard`,
      },
      env: { KUBECONFIG: cluster.kubeconfig, ...env },
    });
  const closed = { preventSelfReview: true, adminsBypass: false, branches: ['main'] };

  beforeEach(() => world.beginRun());

  it('passes when both environments are protected', async () => {
    const { repository } = world.github;
    const reviewers = [{ type: 'User' as const, id: 1, login: 'eva' }];
    setEnvironment(repository, { name: 'production-approval', reviewers, ...closed });
    setEnvironment(repository, { name: 'production', branches: ['main'] });
    expect(await run(`api ${await released()}`)).toMatchObject({
      code: 0,
      outputs: { reviewers: 'eva', reason: '', shown: 'api none none' },
    });
  });

  it.each([
    ['of the repository that branches build into', 'api', { where: 'services-dev/api' }, 'other-repository'],
    ['of another service', 'api', { service: 'dashboard' }, 'other-service'],
    ['of a service that nobody asks about', 'web', {}, 'other-service'],
    ['of another tier', 'api', { tier: 'dev' }, 'other-tier'],
  ])('asks nobody about bytes %s', async (_, service, { where, ...of }: Of, reason) => {
    const place = where === undefined ? {} : { where: `${world.host}/project/${where}` };
    const { code, log, outputs, summary } = await run(`${service} ${await released({ ...of, ...place })}`);
    expect([code, outputs]).toEqual([1, { reason }]);
    expect(log).toContain(`::error title=Refused (${reason})::`);
    expect(summary).not.toContain('###');
  });

  it('fails with everything that is missing', async () => {
    setEnvironment(world.github.repository, { name: 'production-approval', ...closed });
    const result = await run(`api ${await released()}`);
    expect(result.code).toBe(1);
    expect(result.log).toMatch(
      /::error title=Refused \(reviewers-missing%2Cenvironment-missing\)::.*no required reviewers.*%0AThere is no environment "production"; /,
    );
    expect(result.summary).toContain('- There is no environment "production"');
  });
});

describe('consent, as GitHub runs it', () => {
  let cluster: CommandWorld;
  beforeAll(async () => {
    cluster = await CommandWorld.start();
  });
  afterAll(() => cluster.close());

  const times = { startedAt: '2026-03-01T00:01:00Z', completedAt: '2026-03-01T00:02:00Z' };
  const job = (id: number) => ({ id, attempt: 1, name: String(id), ...times });
  const inputs = {
    ...{ gate: 'production-approval', 'gate-job': '61', job: '62', service: 'api', namespace: NAMESPACE },
    ...{ shown: 'api none none', again: 'gh workflow run promote.yml', by: 'team operators' },
  };
  const reviewers = [{ type: 'Team' as const, id: 5, login: 'operators' }];
  const gate = { name: 'production-approval', reviewers, preventSelfReview: true, adminsBypass: false };
  const approved = (user: string, userId: number) => {
    setEnvironment(world.github.repository, gate);
    const facts = { name: 'Promote', event: 'push', headBranch: 'main', headSha: world.github.head, actor: 'omar' };
    const run = recordedRun({
      ...{ ...facts, id: 7, number: 1, workflowPath: '.github/workflows/promote.yml' },
      createdAt: '2026-03-01T00:00:00Z',
      jobs: [
        { ...job(61), status: 'completed', conclusion: 'success' },
        { ...job(62), status: 'in_progress', conclusion: undefined },
      ],
      approvals: [{ user, userId, state: 'approved', comment: '', environments: ['production-approval'] }],
    });
    world.github.repository.runs.splice(0, Infinity, run);
  };
  const run = (env: Readonly<Record<string, string>> = {}, changed: Readonly<Record<string, string>> = {}) =>
    world.machine.run(consent, world.token({ actions: 'read', contents: 'read' }), {
      inputs: { ...inputs, ...changed },
      env: { KUBECONFIG: cluster.kubeconfig, ...env },
    });

  it('lets a rollout go on that somebody else has approved', async () => {
    approved('eva', 1);
    expect(await run()).toMatchObject({ code: 0, outputs: { 'approved-by': 'eva', reason: '' } });
  });

  it('refuses a yes of who made the commit', async () => {
    approved('mina', stableId('mina'));
    expect(await run()).toMatchObject({ code: 1, outputs: { 'approved-by': '', reason: 'approver-excluded' } });
  });

  it('refuses a yes to what runs no more, and reads who made what is new', async () => {
    approved('eva', 1);
    const author = { name: 'Eva', email: 'eva@example.com' };
    const { git, head } = world.github;
    const next = await git.commitFiles('main', head, new Map([['x', '1']]), 'feat: x', author);
    const annotations = { 'sluice.dev/commit': head, 'sluice.dev/release': 'sha256:1' };
    const metadata = { name: 'api', namespace: NAMESPACE, annotations };
    const labels = { app: 'api' };
    const pod = { containers: [{ name: 'api', image: 'api', imagePullPolicy: 'Never' }], restartPolicy: 'Always' };
    const template = { metadata: { labels }, spec: { ...pod, dnsPolicy: 'Default' } };
    cluster.store.create(
      { group: 'apps', resource: 'deployments' },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: { replicas: 0, selector: { matchLabels: labels }, template },
      },
    );
    expect(await run({ GITHUB_SHA: next })).toMatchObject({ code: 1, outputs: { reason: 'base-moved' } });
    const shown = `api ${head} sha256:1`;
    expect(await run({ GITHUB_SHA: next }, { shown })).toMatchObject({ code: 0, outputs: { 'approved-by': 'eva' } });
    approved('eva', stableId('eva'));
    expect(await run({ GITHUB_SHA: next }, { shown })).toMatchObject({ outputs: { reason: 'approver-excluded' } });
    approved('mina', stableId('mina'));
    // What mina made runs already.
    expect(await run({ GITHUB_SHA: next }, { shown })).toMatchObject({ code: 0, outputs: { 'approved-by': 'mina' } });
  });

  it('refuses a yes in a gate that was changed while it waited', async () => {
    approved('eva', 1);
    const interns = { type: 'Team' as const, id: 6, login: 'interns' };
    setEnvironment(world.github.repository, { ...gate, reviewers: [...reviewers, interns], adminsBypass: true });
    expect(await run()).toMatchObject({
      code: 1,
      outputs: { reason: 'reviewer-additional,bypass-possible,base-moved' },
    });
  });

  it('refuses another attempt, whoever has approved the first', async () => {
    approved('eva', 1);
    const result = await run({ GITHUB_RUN_ATTEMPT: '2' });
    expect(result).toMatchObject({ code: 1, outputs: { reason: 'second-attempt' } });
    expect(result.log).toContain('::error title=Refused (second-attempt)::');
    expect(result.log).toContain('Ask again: gh workflow run promote.yml');
  });
});

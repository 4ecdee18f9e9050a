import { promotion } from '../../actions/promotion/contract.ts';
import { parseCommitSha } from '../../domain/commit.ts';
import { digestOf } from '../../domain/digest.ts';
import { type Evidence, statementText } from '../../domain/evidence/statement.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { releaseTag } from '../../domain/tag.ts';
import { recordedRun } from '../../rehearsal/github/state.ts';
import { CommandWorld, NAMESPACE } from '../contract/command-world.ts';
import { type DeliveryWorld, deliveryWorld } from '../contract/delivery-world.ts';
import type { StepResult } from '../contract/runner-step.ts';
import type { Attempt } from './cuts.ts';

/** What differs from honest evidence of a release. Nothing of it may go up. */
export interface Planted {
  /** The run that the statement names, instead of that which has proven it. */
  readonly run?: 'on main' | 'nobody knows' | 'of a pull request';
  readonly says?: {
    readonly release?: 'another';
    readonly repository?: 'another';
    readonly service?: string;
    readonly tier?: string;
    readonly ref?: string;
    readonly commit?: string;
    readonly createdAt?: string;
    readonly attempt?: number;
  };
  /** What is written of the text. */
  readonly text?: (ours: string) => string;
  /** What a newer run has said since. */
  readonly since?: 'failed';
  /** The commit that is asked for. */
  readonly commit?: 'of another branch';
  readonly release?: { readonly service?: string; readonly tier?: string };
  /** What runs in the tier was proven later. */
  readonly live?: 'newer';
  /** Which run came through the step that forms the release, instead of that of the commit. */
  readonly formed?:
    | 'by nobody'
    | 'on another branch'
    | 'by another file'
    | 'by a pull request'
    | 'of another commit'
    | 'and failed'
    | 'for another service';
}

const RUNS = { proves: 6, main: 7, later: 8, forms: 9, merges: 10, unknown: 99 } as const;
const timeOf = (run: number): string => `2026-03-01T00:${String(run).padStart(2, '0')}:00Z`;
const DEVELOP = { file: '.github/workflows/deploy.yml', ref: 'refs/heads/develop' };

/** Promotes what was planted. */
export const goesUp =
  (planted: Planted): Attempt =>
  async (prepare) => {
    const world = await PlantedWorld.start();
    try {
      await prepare(world.bundles);
      const { outputs, log } = await world.promote(planted);
      if (outputs['adopted'] === 'true') return `It went up: ${outputs['sentence']}`;
      if (outputs['adopted'] !== 'false') throw new Error(`The promotion told nothing:\n${log}`);
      return undefined;
    } finally {
      await world.close();
    }
  };

/** A rehearsal's GitHub, registry and cluster, and the promotion as a runner starts it. */
class PlantedWorld {
  readonly #world: DeliveryWorld;
  readonly #cluster: CommandWorld;
  #count = 0;

  private constructor(world: DeliveryWorld, cluster: CommandWorld) {
    this.#world = world;
    this.#cluster = cluster;
  }

  static async start(): Promise<PlantedWorld> {
    return new PlantedWorld(await deliveryWorld(), await CommandWorld.start());
  }

  async close(): Promise<void> {
    await this.#cluster.close();
    await this.#world.close();
  }

  /** Where the bundles lie that steps run. */
  get bundles(): string {
    return `${this.#world.machine.folder}/actions/dist`;
  }

  /** Promotes a release with such evidence. */
  async promote(planted: Planted): Promise<StepResult> {
    const { github, host, registry, machine } = this.#world;
    const place = `${host}/project`;
    const repository = `${place}/services-${++this.#count}/api`;
    const evidence = `${place}/evidence-${this.#count}`;
    const commit =
      planted.commit === undefined
        ? github.head
        : await github.git.commitFiles(`elsewhere-${this.#count}`, github.head, new Map([['x', 'y']]), 'feat: x');
    this.#runs(planted, commit);
    const release = await this.#released(repository, planted.release);
    await registry.tag(release, releaseTag('api', parseCommitSha(commit)));
    await this.#say(evidence, release, statementOf(planted, this.#honest(release)), planted.text);
    if (planted.since !== undefined)
      await this.#say(evidence, release, { ...this.#honest(release, RUNS.later), said: planted.since });
    if (planted.live !== undefined) await this.#runsNewer(repository, evidence);
    return await machine.run(promotion, this.#world.token({ actions: 'read', contents: 'read' }), {
      inputs: {
        ...{ service: 'api', tier: 'production', namespace: NAMESPACE, repository, commit, from: 'staging' },
        ...{ evidence, workflows: `${DEVELOP.file}@${DEVELOP.ref}` },
        'formed-by': `${DEVELOP.file}@refs/heads/main`,
      },
      env: { KUBECONFIG: this.#cluster.kubeconfig },
    });
  }

  #runs({ formed }: Planted, commit: string): void {
    const { head, repository } = this.#world.github;
    const run = (id: number, headBranch: string, more: Partial<Parameters<typeof recordedRun>[0]> = {}) =>
      recordedRun({
        ...{ name: 'Deploy', event: 'push', headSha: head, actor: 'omar', number: id, id, headBranch },
        ...{ workflowPath: DEVELOP.file, createdAt: timeOf(id) },
        ...more,
      });
    const ended = formed === 'and failed' ? 'failure' : 'success';
    const name = `Form the release of ${formed === 'for another service' ? 'web' : 'api'}`;
    const job = { id: 90, attempt: 1, name: 'build / api', startedAt: undefined, completedAt: undefined };
    const forms = run(RUNS.forms, formed === 'on another branch' ? 'feature/x' : 'main', {
      ...(formed === 'by another file' ? { workflowPath: '.github/workflows/evil.yml' } : {}),
      ...(formed === 'by a pull request' ? { event: 'pull_request' } : {}),
      headSha: formed === 'of another commit' ? 'e'.repeat(40) : commit,
      status: 'completed',
      jobs: [{ ...job, status: 'completed', conclusion: ended, steps: [{ number: 9, name, conclusion: ended }] }],
    });
    const all = [
      run(RUNS.proves, 'develop'),
      run(RUNS.main, 'main', { status: 'completed' }),
      run(RUNS.later, 'develop'),
      run(RUNS.merges, 'develop', { event: 'pull_request' }),
      ...(formed === 'by nobody' ? [] : [forms]),
    ];
    repository.runs.splice(0, Infinity, ...all);
  }

  async #released(
    repository: string,
    {
      service = 'api',
      tier = 'production',
      content = 'i',
    }: NonNullable<Planted['release']> & { content?: string } = {},
  ): Promise<DigestReference> {
    const image = { repository, digest: digestOf(content) };
    const artifact = releaseArtifact({ service, image, manifests: { [tier]: 'x' } });
    await this.#world.registry.push(repository, artifact);
    return { repository, digest: artifact.manifest.digest };
  }

  #honest(release: DigestReference, id: number = RUNS.proves): Evidence {
    const { repository, head } = this.#world.github;
    return {
      ...{ release, service: 'api', tier: 'staging', said: 'complete', approvedBy: [], workflow: DEVELOP },
      repository: { id: repository.id, name: `${repository.owner}/${repository.name}` },
      commit: parseCommitSha(head),
      run: { id, attempt: 1, createdAt: timeOf(id) },
    };
  }

  async #say(
    evidence: string,
    release: DigestReference,
    statement: Evidence,
    text: (ours: string) => string = String,
  ): Promise<void> {
    const { store } = this.#world.evidence(this.#world.token({}));
    await store.attach(`${evidence}/api`, release, text(statementText(statement)));
  }

  async #runsNewer(repository: string, evidence: string): Promise<void> {
    const other = await this.#released(repository, { content: 'other' });
    await this.#say(evidence, other, this.#honest(other, RUNS.later));
    const labels = { app: 'api' };
    const metadata = { name: 'api', namespace: NAMESPACE, annotations: { 'sluice.dev/release': other.digest } };
    const spec = { containers: [{ name: 'api', image: formatDigestReference(other) }] };
    this.#cluster.store.create(
      { group: 'apps', resource: 'deployments' },
      {
        ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
        spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
      },
    );
  }
}

const NAMED = { 'on main': RUNS.main, 'nobody knows': RUNS.unknown, 'of a pull request': RUNS.merges } as const;

function statementOf({ run, says = {} }: Planted, honest: Evidence): Evidence {
  const { release, repository, ref, commit, createdAt, attempt, ...words } = says;
  const id = run === undefined ? honest.run.id : NAMED[run];
  return {
    ...honest,
    ...words,
    ...(release === undefined ? {} : { release: { ...honest.release, digest: digestOf('another') } }),
    ...(repository === undefined ? {} : { repository: { ...honest.repository, id: 4711 } }),
    ...(ref === undefined ? {} : { workflow: { ...honest.workflow, ref } }),
    ...(commit === undefined ? {} : { commit: parseCommitSha(commit) }),
    run: { id, attempt: attempt ?? 1, createdAt: createdAt ?? timeOf(id) },
  };
}

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

/** What differs from honest evidence of a release. Nothing of it may go up. */
export interface Planted {
  /** The run that the statement names, instead of that which has proven it. */
  readonly run?: 'on main' | 'nobody knows';
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
}

const RUNS = { proves: 6, main: 7, later: 8, unknown: 99 } as const;
const timeOf = (run: number): string => `2026-03-01T00:${String(run).padStart(2, '0')}:00Z`;
const DEVELOP = { file: '.github/workflows/deploy.yml', ref: 'refs/heads/develop' };

/** A rehearsal's GitHub, registry and cluster, and the promotion as a runner starts it. */
export class PlantedWorld {
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
    this.#runs();
    const commit =
      planted.commit === undefined
        ? github.head
        : await github.git.commitFiles(`elsewhere-${this.#count}`, github.head, new Map([['x', 'y']]), 'feat: x');
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
      },
      env: { KUBECONFIG: this.#cluster.kubeconfig },
    });
  }

  #runs(): void {
    const { head, repository } = this.#world.github;
    const run = (id: number, headBranch: string) =>
      recordedRun({
        ...{ name: 'Deploy', event: 'push', headSha: head, actor: 'omar', number: id, id, headBranch },
        ...{ workflowPath: DEVELOP.file, createdAt: timeOf(id) },
      });
    const all = [run(RUNS.proves, 'develop'), run(RUNS.main, 'main'), run(RUNS.later, 'develop')];
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

function statementOf({ run, says = {} }: Planted, honest: Evidence): Evidence {
  const { release, repository, ref, commit, createdAt, attempt, ...words } = says;
  const id = run === 'on main' ? RUNS.main : run === 'nobody knows' ? RUNS.unknown : honest.run.id;
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

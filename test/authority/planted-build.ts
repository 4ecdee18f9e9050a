import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { imageTag } from '../../actions/image-tag/contract.ts';
import type { Digest } from '../../domain/digest.ts';
import { evidencePlace } from '../../domain/evidence/place.ts';
import type { ImageIdentity } from '../../domain/image-identity.ts';
import { readProvenance } from '../../domain/provenance/read-provenance.ts';
import { type Provenance, provenanceText } from '../../domain/provenance/statement.ts';
import { identitySubject, jobSubject } from '../../domain/provenance/subjects.ts';
import type { StatementStore } from '../../engine/evidence/evidence-store.ts';
import { recordedRun } from '../../rehearsal/github/state.ts';
import { type DeliveryWorld, deliveryWorld } from '../contract/delivery-world.ts';
import type { Attempt } from './cuts.ts';

/** The build that a statement names, as GitHub has it, where it is none of ours. */
export interface PlantedBuild {
  /** The run begins so, and its job is of this name. */
  readonly event?: string;
  readonly branch?: string;
  readonly file?: string;
  readonly job?: string;
  /** Attempts of the run; its job is of the first. */
  readonly attempts?: number;
  /** How its steps of the name that counts ended. */
  readonly tagged?: readonly ('success' | 'failure')[];
  /** What the commit of the run has, beside or in place of what was reviewed. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the statement says otherwise. */
  readonly says?: (honest: Provenance) => Partial<Provenance>;
  /** Whether the job is said to be of another run. */
  readonly jobOf?: 'another run';
  /** What else is said in the name of the job. */
  readonly also?: 'another image' | 'another image, alone';
  /** Nobody says anything: there is the tag of the content alone. */
  readonly tag?: 'alone';
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DEPLOY = '.github/workflows/deploy.yml';
const JOB = 'build / api';
const REVIEWED = {
  [DEPLOY]: 'on: push',
  '.github/workflows/build.yml': 'builds what was reviewed',
  'api/Dockerfile': 'FROM scratch\n',
  'api/main.py': 'print(1)',
};
const RUNS = { planted: 6, main: 7, other: 8 } as const;
const jobOf = (run: number): number => 1000 + run;

/** Looks on main for an image of the reviewed tree, after one of other bytes was said to be it. */
export const adoptsPlanted =
  (planted: PlantedBuild | 'honest'): Attempt =>
  async (prepare) => {
    const world = await deliveryWorld();
    try {
      await prepare(join(world.machine.folder, 'actions/dist'));
      const build = new BuildWorld(world);
      const image = build.image(planted === 'honest' ? 'honest' : 'evil');
      await build.plant(planted === 'honest' ? {} : planted, image);
      const { outputs, log } = await build.look('provenance', RUNS.main);
      if (outputs['digest'] === image) return `It was taken: ${log.trim().split('\n').at(-1)}`;
      if (outputs['exists'] !== 'false') throw new Error(`The look told nothing:\n${log}`);
      return undefined;
    } finally {
      await world.close();
    }
  };

class BuildWorld {
  readonly #world: DeliveryWorld;

  constructor(world: DeliveryWorld) {
    this.#world = world;
    this.#git('init', '--quiet');
  }

  /** An image that is in both repositories. */
  image(content: string): Digest {
    const bytes = Buffer.from(`{"mediaType":"${MANIFEST}","x":"${content}"}`);
    for (const path of ['project/elsewhere/api', 'project/api']) this.#world.storage.putManifest(path, MANIFEST, bytes);
    return this.#world.storage.putManifest('project/api', MANIFEST, bytes);
  }

  /** Says in the name of a build what an honest one would say, but for what differs. */
  async plant(planted: PlantedBuild, image: Digest): Promise<void> {
    const { store } = this.#world.evidence(this.#world.token({}));
    const statements = store as typeof store & StatementStore;
    const honest = await this.#honest(statements);
    const sha = this.#push('develop', { ...REVIEWED, ...planted.files });
    this.#begin(RUNS.planted, sha, planted);
    this.#begin(RUNS.other, sha, { branch: 'feature/x' });
    const place = this.#place('provenance');
    const said: Provenance = {
      ...honest,
      ...{ commit: sha as Provenance['commit'], image: { ...honest.image, digest: image } },
      ...(planted.jobOf === undefined ? {} : { job: jobOf(RUNS.other) }),
      ...planted.says?.(honest),
    };
    if (planted.tag === 'alone')
      return void this.#world.storage.tag('project/api', `content-${honest.identity}`, image);
    const other = { ...said, image: { ...said.image, digest: this.image('another') } };
    const heard = [
      ...(planted.also === undefined ? [] : [other]),
      ...(planted.also === 'another image, alone' ? [] : [said]),
    ];
    const subject = jobSubject(said.repository.id, said.job);
    for (const each of heard) await statements.attachTo(place, subject, provenanceText(each));
    await statements.attachTo(place, identitySubject(honest.identity), provenanceText(said));
    this.#push('main', REVIEWED);
  }

  /** A job that looks. */
  look(provenance: 'provenance' | 'elsewhere', run: number, digest = '') {
    const sha = this.#git('rev-parse', 'HEAD');
    if (run === RUNS.main) this.#begin(RUNS.main, sha, { branch: 'main', tagged: [] });
    return this.#world.machine.run(imageTag, this.#world.token({ actions: 'read', contents: 'read' }), {
      inputs: {
        ...{ service: 'api', path: 'api', digest },
        repository: `${this.#world.host}/project/${provenance === 'elsewhere' ? 'elsewhere/' : ''}api`,
        provenance: `${this.#world.host}/project/${provenance}`,
        workflows: ['develop', 'main'].map((branch) => `${DEPLOY}@refs/heads/${branch}`).join('\n'),
        instructions: `${DEPLOY}\n.github/workflows/build.yml`,
        job: `${jobOf(run)}`,
      },
      env: { GITHUB_SHA: sha, GITHUB_REF: 'refs/heads/main', GITHUB_RUN_ID: `${run}` },
    });
  }

  #place(name: string): string {
    return evidencePlace(`${this.#world.host}/project/${name}`, { repository: 'api' });
  }

  /** What a job of the reviewed tree on develop says, in a place where nobody looks. */
  async #honest(store: StatementStore): Promise<Provenance> {
    const sha = this.#push('develop', REVIEWED);
    this.#begin(RUNS.planted, sha, {});
    const { outputs, log } = await this.look('elsewhere', RUNS.planted, this.image('first'));
    const identity = (outputs['content-tag'] ?? '').replace('content-', '') as ImageIdentity;
    const subject = identitySubject(identity).digest;
    const [digest] = await store.candidates(this.#place('elsewhere'), subject);
    const fetched = digest && (await store.fetch(this.#place('elsewhere'), digest, subject));
    const read = fetched?.ok ? readProvenance(fetched.statement) : undefined;
    if (read?.ok !== true) throw new Error(`The honest job said nothing:\n${log}`);
    return { ...read.of, image: { ...read.of.image, repository: `${this.#world.host}/project/api` } };
  }

  #begin(
    id: number,
    headSha: string,
    of: Pick<PlantedBuild, 'event' | 'branch' | 'file' | 'job' | 'attempts' | 'tagged'>,
  ): void {
    const { event = 'push', branch = 'develop', file = DEPLOY, job = JOB, attempts = 1, tagged = ['success'] } = of;
    const facts = { name: 'Deploy', event, headBranch: branch, headSha, actor: 'mina', number: id, workflowPath: file };
    const known = recordedRun({
      ...{ ...facts, id, attempt: attempts, createdAt: `2026-03-01T00:00:0${id}Z` },
      jobs: [
        {
          ...{ id: jobOf(id), attempt: 1, name: job, status: 'in_progress', conclusion: undefined },
          ...{ startedAt: '2026-03-01T00:01:00Z', completedAt: undefined },
          steps: tagged.map((conclusion, index) => ({ number: 6 + index, name: 'Tag the image', conclusion })),
        },
      ],
    });
    const { runs } = this.#world.github.repository;
    const at = runs.findIndex((run) => run.id === id);
    runs.splice(at < 0 ? 0 : at, at < 0 ? 0 : 1, known);
  }

  #push(branch: string, files: Readonly<Record<string, string>>): string {
    const { workspace } = this.#world.machine;
    this.#git('checkout', '--quiet', '-B', branch);
    this.#git('rm', '-rfq', '--ignore-unmatch', '.');
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), text);
    }
    this.#git('add', '--all');
    this.#git('commit', '--quiet', '--allow-empty', '-m', `to ${branch}`);
    this.#git('push', '--quiet', '--force', this.#world.github.repository.gitDirectory, `HEAD:refs/heads/${branch}`);
    return this.#git('rev-parse', 'HEAD');
  }

  #git(...parameters: string[]): string {
    return execFileSync('git', ['-c', 'user.name=Mina', '-c', 'user.email=mina@example.com', ...parameters], {
      cwd: this.#world.machine.workspace,
      encoding: 'utf8',
    }).trim();
  }
}

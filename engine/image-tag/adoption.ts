import type { CommitSha } from '../../domain/commit.ts';
import type { Digest } from '../../domain/digest.ts';
import type { RunFacts } from '../../domain/evidence/claimed-run.ts';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import type { WorkflowAt } from '../../domain/evidence/statement.ts';
import type { ImageIdentity } from '../../domain/image-identity.ts';
import type { WantedProvenance } from '../../domain/provenance/judge-provenance.ts';
import type { Placed, Taken } from '../../domain/provenance/statement.ts';
import { findProvenImage, type ProvenancePorts, sayBuilt } from './proven-image.ts';
import type { Source } from './source.ts';

/** Whose builds count, and which job this is. */
export interface Builder {
  readonly service: string;
  /** Where provenance of the image lies, `host/path`: only builders of protected branches write there. */
  readonly place: string;
  readonly workflows: readonly WorkflowAt[];
  /** Files and folders that say how it is built. */
  readonly instructions: readonly string[];
  readonly run: { readonly id: number; readonly attempt: number };
  /** GitHub's number of this job. */
  readonly job: number;
}

/** What an image is made of, and where it goes. */
export interface Made {
  readonly repository: string;
  readonly identity: ImageIdentity;
  readonly source: readonly Placed[];
  readonly taken: readonly Taken[];
}

/** An image that may be used again, and what was passed over. */
export interface Adoption {
  readonly digest: Digest | undefined;
  readonly passedOver: readonly EvidenceRefusal[];
}

/** Finds what was built of the same, and says what this job has built. */
export class ProvenBuilds {
  readonly #builder: Builder;
  readonly #source: Pick<Source, 'find' | 'head'>;
  readonly #ports: ProvenancePorts;
  #run: Promise<RunFacts> | undefined;

  constructor(builder: Builder, source: Pick<Source, 'find' | 'head'>, ports: ProvenancePorts) {
    this.#builder = builder;
    this.#source = source;
    this.#ports = ports;
  }

  async find(made: Made): Promise<Adoption> {
    const { service, place, workflows } = this.#builder;
    const [run, job, instructions] = await Promise.all([this.#ownRun(), this.#ownJob(), this.#instructions()]);
    const wanted: WantedProvenance = {
      ...{ service, workflows, job, instructions },
      ...{ identity: made.identity, source: made.source, taken: made.taken, images: made.repository },
      repository: run.repository.id,
    };
    const { provenance, passedOver } = await findProvenImage(wanted, place, this.#ports);
    return { digest: provenance?.image.digest, passedOver };
  }

  /** Repository, commit, workflow and time are those that GitHub has of the run, never what anybody hands over. */
  async say(made: Made, digest: Digest): Promise<void> {
    const { service, place, run, job } = this.#builder;
    const facts = await this.#ownRun();
    await sayBuilt(
      {
        ...{ service, job, identity: made.identity, source: made.source, images: made.taken },
        image: { repository: made.repository, digest },
        repository: facts.repository,
        commit: facts.commit,
        run: { ...run, createdAt: facts.createdAt },
        workflow: { file: facts.file, ref: `refs/heads/${facts.branch}` },
      },
      place,
      this.#ports.store,
    );
  }

  #ownRun(): Promise<RunFacts> {
    this.#run ??= this.#ports.runs.find(this.#builder.run.id).then((run) => {
      if (run === undefined) throw new Error(`GitHub does not know run ${this.#builder.run.id}, which this is.`);
      return run;
    });
    return this.#run;
  }

  async #ownJob(): Promise<string> {
    const job = await this.#ports.jobs.find(this.#builder.job);
    if (job === undefined) throw new Error(`GitHub does not know job ${this.#builder.job}, which this is.`);
    return job.name;
  }

  /** @throws for a path where nothing lies: then nobody would notice what else builds */
  async #instructions(): Promise<readonly Placed[]> {
    const head: CommitSha = await this.#source.head();
    return await Promise.all(
      this.#builder.instructions.map(async (path) => {
        const found = await this.#source.find(head, path);
        if (found === undefined)
          throw new Error(`Commit ${head} has no "${path}", which is to say how it is built. Correct "instructions".`);
        return found;
      }),
    );
  }
}

import type { CommitSha } from '../commit.ts';
import type { Digest } from '../digest.ts';
import { inToto } from '../evidence/in-toto.ts';
import type { WorkflowAt } from '../evidence/statement.ts';
import type { DigestReference } from '../image.ts';
import type { ImageIdentity } from '../image-identity.ts';
import type { Run } from '../run-order.ts';

export const PROVENANCE_TYPE = 'https://sluice.dev/provenance/v1';

/** What lies at a path of a commit, by git's object id; '' where nothing does. */
export interface Placed {
  readonly path: string;
  readonly id: string;
}

/** An image that another one is made of, and what the Dockerfile calls it; '' for its base. */
export interface Taken {
  readonly name: string;
  readonly digest: Digest;
}

/** Which job built an image, and from what. */
export interface Provenance {
  readonly image: DigestReference;
  readonly identity: ImageIdentity;
  readonly service: string;
  readonly repository: { readonly id: number; readonly name: string };
  readonly commit: CommitSha;
  readonly run: Run;
  /** GitHub's number of the job. */
  readonly job: number;
  /** The file by which the run began. */
  readonly workflow: WorkflowAt;
  /** Files and folders that decide what is built. */
  readonly source: readonly Placed[];
  readonly images: readonly Taken[];
}

export const provenanceText = ({ image, repository, run, workflow, source, images, ...bound }: Provenance): string =>
  inToto(image, PROVENANCE_TYPE, {
    identity: bound.identity,
    service: bound.service,
    repository: { id: repository.id, name: repository.name },
    commit: bound.commit,
    run: { id: run.id, attempt: run.attempt, createdAt: run.createdAt },
    job: bound.job,
    workflow: { file: workflow.file, ref: workflow.ref },
    source: source.map(({ path, id }) => ({ path, id })),
    images: images.map(({ name, digest }) => ({ name, digest })),
  });

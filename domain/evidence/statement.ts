import type { CommitSha } from '../commit.ts';
import type { DigestReference } from '../image.ts';
import type { Run } from '../run-order.ts';
import { inToto } from './in-toto.ts';

export const PREDICATE_TYPE = 'https://sluice.dev/evidence/v1';

/** What a tier says of a release. `failed` and `withdrawn` take an earlier `complete` back. */
export const SAID = ['complete', 'failed', 'withdrawn'] as const;
export type Said = (typeof SAID)[number];

/** A workflow file of the repository, and the ref that it was taken from. */
export interface WorkflowAt {
  readonly file: string;
  readonly ref: string;
}

/** Somebody who said yes: the number is who it is, the name is for people. */
export interface ApprovedBy {
  readonly id: number;
  readonly login: string;
}

/** What one run found out about one release in one tier. Everything that could be somebody else's is bound, so that a copy of it
 *  proves nothing anywhere else. */
export interface Evidence {
  readonly release: DigestReference;
  readonly repository: { readonly id: number; readonly name: string };
  readonly service: string;
  readonly tier: string;
  readonly commit: CommitSha;
  readonly run: Run;
  /** The file by which the run began. */
  readonly workflow: WorkflowAt;
  readonly said: Said;
  /** Empty where nobody is asked. */
  readonly approvedBy: readonly ApprovedBy[];
}

/** What a tier says of a release, as it is written down. */
export const statementText = ({ release, repository, run, workflow, approvedBy, ...bound }: Evidence): string =>
  inToto(release, PREDICATE_TYPE, {
    repository: { id: repository.id, name: repository.name },
    service: bound.service,
    tier: bound.tier,
    commit: bound.commit,
    run: { id: run.id, attempt: run.attempt, createdAt: run.createdAt },
    workflow: { file: workflow.file, ref: workflow.ref },
    said: bound.said,
    approvedBy: approvedBy.map(({ id, login }) => ({ id, login })),
  });

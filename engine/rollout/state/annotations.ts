import { type CommitSha, parseCommitSha } from '../../../domain/commit.ts';
import { IRREVERSIBLE } from '../../../domain/object-words.ts';
import type { Run } from '../../../domain/run-order.ts';
import type { KubernetesObject } from '../cluster.ts';

/** On the workload object, never on the pod template: a new commit of the same release restarts no pod. */
export const COMMIT = 'sluice.dev/commit';
/** Key of the applied state in the history. */
export const STATE = 'sluice.dev/state';
/** Digest of the release, `none` where plain manifests were rolled out. */
export const RELEASE = 'sluice.dev/release';
/** `<created_at> <id> <attempt>` of the run that wrote last. */
export const RUN = 'sluice.dev/run';

export { IRREVERSIBLE };

export interface Mark {
  /** `undefined` for a state that ran before Sluice came. */
  readonly commit: CommitSha | undefined;
  readonly release: string | undefined;
  readonly state: string;
  readonly run: Run;
}

export const withMark = (object: KubernetesObject, { commit, release, state, run }: Mark): KubernetesObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    annotations: {
      ...object.metadata.annotations,
      ...(commit === undefined ? {} : { [COMMIT]: commit }),
      [RELEASE]: release ?? 'none',
      [STATE]: state,
      [RUN]: formatRun(run),
    },
  },
});

export const formatRun = ({ createdAt, id, attempt }: Run): string => `${createdAt} ${id} ${attempt}`;

type Annotated = { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } };

/** @returns `undefined` when Sluice did not write the workload, or somebody changed the annotation. */
export function runOf(object: Annotated): Run | undefined {
  const [createdAt = '', id = '', attempt = ''] = (object.metadata.annotations?.[RUN] ?? '').split(' ');
  return Number.isNaN(Date.parse(createdAt)) || !/^\d+$/.test(id) || !/^\d+$/.test(attempt)
    ? undefined
    : { createdAt, id: Number(id), attempt: Number(attempt) };
}

export const isIrreversible = (object: Annotated): boolean => object.metadata.annotations?.[IRREVERSIBLE] === 'true';

export const stateOf = (object: Annotated): string | undefined => object.metadata.annotations?.[STATE];

export function commitOf(object: Annotated): CommitSha | undefined {
  try {
    return parseCommitSha(object.metadata.annotations?.[COMMIT] ?? '');
  } catch {
    return undefined;
  }
}

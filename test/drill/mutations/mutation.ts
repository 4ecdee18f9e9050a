import type { Edit } from './edit.ts';
import type { KindName } from './kinds.ts';
import type { MapValue } from './source-tree.ts';

/** A workflow file with one thing in it removed or bent. */
export interface Mutation {
  /** `file/path.of.what/how`: the same as long as the workflow has this. */
  readonly id: string;
  readonly kind: KindName;
  /** Path of the workflow file. */
  readonly file: string;
  /** Id of the job that it is in; `undefined` for what holds for the whole file. */
  readonly job: string | undefined;
  /** Whether only a runner that takes the steps of the job can tell the difference; GitHub itself reads over it. */
  readonly isForRunner: boolean;
  /** Where it stands in the file as generated. */
  readonly line: number;
  /** What was done, in one sentence without a full stop. */
  readonly what: string;
  /** The whole file with it. */
  readonly text: string;
}

/** A change of a workflow file, before it is made. */
export interface Change {
  /** Path of what is changed, from the root of the file. */
  readonly path: string;
  readonly line: number;
  /** One or a few words, unique for the path. */
  readonly how: string;
  readonly what: string;
  readonly edits: readonly Edit[];
}

/** A workflow file, read. */
export interface WorkflowText {
  readonly text: string;
  readonly root: MapValue;
}

/** Everything of one sort that can be removed or bent in a workflow. */
export type Kind = (workflow: WorkflowText) => readonly Change[];

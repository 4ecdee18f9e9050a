import type { Fields } from './read/fields.ts';

/** An object of a tree as it comes to the cluster. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Fields;
    readonly annotations?: Fields;
  };
  readonly [field: string]: unknown;
}

/** A kustomization as somebody wrote it: what it leaves in the objects does not tell how it came there. */
export interface Kustomization {
  readonly file: string;
  readonly fields: Fields;
}

/** Who runs the nodes: on Autopilot Google does, and refuses what would reach them. */
export const PLATFORMS = ['autopilot', 'standard'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Everything that one tier gets, built. */
export interface Tree {
  readonly name: string;
  readonly objects: readonly Manifest[];
  readonly kustomizations: readonly Kustomization[];
  readonly platform: Platform;
  /** Whether people depend on it: what staging may lack is missing there. */
  readonly isProduction: boolean;
}

/** Something wrong in a tree. */
export interface Finding {
  /** `Deployment "api"`, or the file of a kustomization. */
  readonly at: string;
  /** Where in it, as people write it; '' for the whole. */
  readonly path: string;
  /** What is seen and what of it is wrong, as the end of a sentence that begins with the place. */
  readonly seen: string;
}

/** One thing that no tree may have. */
export interface ManifestRule {
  readonly id: string;
  /** What goes wrong, and when. */
  readonly why: string;
  /** The least manifest that it finds something in. */
  readonly example: string;
  readonly fix: string;
  /** What makes it true. */
  readonly source: string;
  /** @param all the trees of all tiers, the judged one among them */
  readonly judge: (tree: Tree, all: readonly Tree[]) => readonly Finding[];
}

export const nameOf = ({ kind, metadata }: Manifest): string => `${kind} "${metadata.name}"`;

export const found = (object: Manifest, path: string, seen: string): Finding => ({ at: nameOf(object), path, seen });

export const ofKind = ({ objects }: Tree, ...kinds: readonly string[]): readonly Manifest[] =>
  objects.filter(({ kind }) => kinds.includes(kind));

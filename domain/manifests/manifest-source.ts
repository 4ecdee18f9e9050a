import type { Claim } from '../rules/claim.ts';
import type { Shape } from '../shape/shape.ts';

/** What Sluice writes of manifests besides what an administrator applies once. */
export type GeneratedPart = 'base' | 'overlays';

/** Where paths are meant from. */
export interface ManifestPlace {
  /** Where Sluice writes manifests, from the root of the repository. */
  readonly generated: string;
  /** A path of the delivery, from there. */
  readonly from: (path: string) => string;
}

/** Everything that Sluice knows of a place where manifests come from: one file each, and its line in `words.ts`. */
export interface ManifestSource<Source extends { readonly kind: string }> {
  readonly kind: Source['kind'];
  /** Every field but the kind; one without a shape does not compile. */
  readonly fields: { readonly [Field in Exclude<keyof Source, 'kind'>]-?: Shape };
  readonly generates: readonly GeneratedPart[];
  /** What must hold of the fields, below `manifests`. */
  claims(source: Source): readonly Claim[];
  /** The kustomization of a service in a tier, from the root of the repository: a path with `{tier}` and `{service}` in it. What is not
   *  generated must be there. */
  overlays(source: Source, place: ManifestPlace): string;
}

/** A word of a config that is the source, too. */
export const manifestWord = <Given extends readonly unknown[], Source extends { readonly kind: string }>(
  source: ManifestSource<Source>,
  make: (...given: Given) => Source,
): ((...given: Given) => Source) & ManifestSource<Source> => Object.assign(make, source);

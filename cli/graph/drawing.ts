/** What a box stands for. */
export type BoxKind = 'service' | 'branch' | 'build' | 'gate' | 'tier' | 'wave' | 'check';

/** A box with its lines, the first of which is its name. */
export interface Box {
  readonly id: string;
  readonly kind: BoxKind;
  readonly lines: readonly [string, ...string[]];
}

/** An arrow between boxes: a release goes along it, or what a tier has proven does. */
export interface Arrow {
  readonly kind: 'flow' | 'evidence';
  readonly from: string;
  readonly to: string;
}

/** A delivery as boxes and arrows: no places, no sizes, no colours. */
export interface Drawing {
  readonly title: string;
  /** For whoever does not see it. */
  readonly description: string;
  readonly services: readonly Box[];
  /** A row for each tier, from a push to what is proven; each box stands in the column of its kind. */
  readonly rows: readonly (readonly Box[])[];
  readonly arrows: readonly Arrow[];
}

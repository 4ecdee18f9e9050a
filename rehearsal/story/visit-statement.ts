/** What somebody gets who comes to a tier through its edge. */
export interface VisitStatement {
  readonly tier: string;
  readonly by: 'http' | 'https';
  readonly host: string;
  readonly path: string;
  /** Whether the list of the tier has the address of whoever comes. */
  readonly from: 'inside' | 'outside';
  /** An address that they say, by X-Forwarded-For, that they come for. */
  readonly forges?: string;
  readonly gets: {
    readonly status: number;
    /** Headers of the answer, by their names in small letters. */
    readonly headers?: Readonly<Record<string, string>>;
    /** What the page says. */
    readonly shows?: string;
  };
  /** The same in a few words, for whoever is told the story. */
  readonly says: string;
}

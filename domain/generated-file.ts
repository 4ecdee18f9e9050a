/** A file that Sluice writes and people do not edit. */
export interface GeneratedFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** Ends with a line feed; equal on every machine, in every time zone and folder. */
  readonly content: string;
  /** The symbol that makes it: `workflows-src/pipelines/deploy.ts > deploy`. */
  readonly source: string;
  /** Where a part of the file comes from another symbol: first line (from 1) and the symbol, in rising order. */
  readonly sections?: readonly { readonly line: number; readonly source: string }[];
}

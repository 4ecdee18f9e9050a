/** What came of a mutation. */
export type Verdict = { readonly seconds: number } & (
  | {
      readonly kind: 'noticed';
      readonly story: string;
      /** Titles of the acts that were played, the last of which went otherwise than it states. */
      readonly acts: readonly string[];
      readonly sentence: string;
    }
  /** Every story that can reach it ended as it states. */
  | { readonly kind: 'unnoticed'; readonly stories: readonly string[] }
  /** Nothing can be said: the drill itself does not work. */
  | { readonly kind: 'broken'; readonly sentence: string }
);

/** What came of a mutation. */
export type Verdict = { readonly seconds: number } & (
  | { readonly kind: 'noticed'; readonly story: string; readonly act: string; readonly sentence: string }
  /** Every story that can reach it ended as it states. */
  | { readonly kind: 'unnoticed'; readonly stories: readonly string[] }
  /** Nothing can be said: the drill itself does not work. */
  | { readonly kind: 'broken'; readonly sentence: string }
);

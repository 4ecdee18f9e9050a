/** What a player is asked for: to bend something and see who notices, or to play a story with nothing bent. */
export type Task =
  | { readonly kind: 'mutation'; readonly id: string }
  /** @property acts titles of those that are played */
  | { readonly kind: 'control'; readonly story: string; readonly acts: readonly string[] };

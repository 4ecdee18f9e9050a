import type { SubjectName } from '../subjects.ts';

/** What a player is asked for: to bend something and see who notices, or to play a story with nothing bent. */
export type Task =
  | { readonly kind: 'mutation'; readonly subject: SubjectName; readonly id: string }
  | { readonly kind: 'control'; readonly subject: SubjectName; readonly story: string };

import type { Graces } from './graces.ts';

/** What the reference page tells of one class; `npm run synth` writes it. */
export interface ClassPage {
  /** The signs, as the API server shows them. */
  readonly observed: string;
  /** How long they must last; numbers come from the graces, so that the page is never behind the rule. */
  readonly wait: (graces: Graces) => string;
  /** Why so long and no longer. */
  readonly why: string;
  /** What to do next, where one answer fits all findings of the class. */
  readonly remedy: string;
}

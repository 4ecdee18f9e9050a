/** Why something was refused before anything was written, as a word that tests, workflows and people can look for. */
export type RefusalReason =
  | 'context-not-of-commit'
  | 'credentials-elsewhere'
  | 'history-cluster-scoped'
  | 'history-elsewhere'
  | 'history-foreign'
  | 'history-immutable'
  | 'history-kept-object'
  | 'history-too-deep'
  | 'history-too-large'
  | 'history-unreadable'
  | 'no-earlier-release'
  | 'not-a-drill'
  | 'not-in-history'
  | 'object-format'
  | 'other-repository'
  | 'other-service'
  | 'other-tier'
  | 'path-elsewhere'
  | 'release-not-named'
  | 'tag-taken'
  | 'target-ambiguous'
  | 'target-not-good';

/** A refusal: nothing was written, and the sentence says what to do. It is thrown where there is nobody to decide between. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, sentence: string) {
    super(sentence);
    this.reason = reason;
  }
}

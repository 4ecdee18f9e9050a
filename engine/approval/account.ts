/** An account of GitHub. Its number stays when it is renamed; its name may be somebody else's then. */
export interface Account {
  readonly id: number;
  readonly login: string;
}

/** What is known of the run that asks for an approval. */
export interface AskingRun {
  readonly attempt: number;
  /** Who caused the event. */
  readonly actor: Account;
  /** Who started this attempt. */
  readonly triggeringActor: Account;
  /** Who sent the event, where it names somebody. */
  readonly requester: Account | undefined;
}

/** Everybody who had a hand in starting it. */
export const startersOf = ({ actor, triggeringActor, requester }: AskingRun): readonly Account[] => [
  actor,
  triggeringActor,
  ...(requester === undefined ? [] : [requester]),
];

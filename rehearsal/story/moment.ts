/** Something that happens to a job of an act, or in it: the moment has come when it has happened. */
export interface Moment {
  /** The deed whose run it is; any, where nothing is said. */
  readonly of?: string;
  /** Path of the job. */
  readonly job: string;
  readonly is: 'waiting' | 'begun' | 'ended' | Saying;
}

/** Its log has a line that says this. */
export interface Saying {
  readonly saying: RegExp;
}

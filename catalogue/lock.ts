import data from './lock.json' with { type: 'json' };

/** Third-party actions as they were at the pinned commit: `owner/name` → commit, version, inputs, outputs and what they need.
 *  The file is the one source: keys of inputs and outputs are types, so a step that names a wrong one does not compile. */
type Actions = (typeof data)['actions'];

/** Name of a pinned action, `owner/name` or `owner/name/path`. */
export type LockedName = keyof Actions;

type Inputs<Name extends LockedName> = Actions[Name]['inputs'];

/** Inputs that have no default and so must be given. */
export type RequiredInput<Name extends LockedName> = {
  [Key in keyof Inputs<Name>]: Inputs<Name>[Key] extends { readonly required: boolean } ? Key : never;
}[keyof Inputs<Name>] &
  string;
/** Inputs that may be left out. */
export type OptionalInput<Name extends LockedName> = Exclude<keyof Inputs<Name> & string, RequiredInput<Name>>;
/** Outputs of an action. */
export type LockedOutput<Name extends LockedName> = keyof Actions[Name]['outputs'] & string;

/** One pinned action, as code reads it that knows its name only at run time. */
export interface LockedAction {
  readonly version: string;
  /** The commit that the version named when it was pinned; a tag can be moved, a commit cannot. */
  readonly sha: string;
  readonly using: string;
  readonly inputs: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, object>>;
  readonly permissions: readonly { readonly scope: string; readonly level: string; readonly why: string }[];
  /** Of the entry as it was written when GitHub was asked: a change by hand is noticed (`domain/locked-action.ts`). */
  readonly digest: string;
}

/** The lock as code reads it. */
export interface Lock {
  readonly actions: Readonly<Record<string, LockedAction>>;
  /** Repositories that publish actions of our own making, by `owner/name`. */
  readonly publishers: Readonly<Record<string, { readonly version: string; readonly sha: string }>>;
}

/** The lock of this repository. */
export const LOCK: Lock = { actions: data.actions, publishers: data.publishers };

/** @returns `undefined` for an action that was never pinned; callers say where it was named. */
export const lockedAction = (name: string, { actions }: Lock = LOCK): LockedAction | undefined =>
  Object.hasOwn(actions, name) ? actions[name] : undefined;

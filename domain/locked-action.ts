import { PERMISSION_SCOPES } from './action-contract.ts';
import { type Digest, digestOf } from './digest.ts';
import type { Problem } from './problem.ts';
import { listOf, namesTo, optional, record, type Shape, text, word } from './shape/shape.ts';

/** An action of others at one commit, with what a step may say of it. */
export interface LockedAction {
  /** The tag that named the commit when it was asked for. */
  readonly version: string;
  readonly sha: string;
  readonly using: string;
  readonly inputs: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, object>>;
  /** What it does with the token of the job, by hand: no action says so itself. */
  readonly permissions: readonly { readonly scope: string; readonly level: string; readonly why: string }[];
  /** Of everything but the permissions, as `sluice actions` has written it. */
  readonly digest: string;
}

/** Actions that the catalogue does not have, or has at another commit: what `sluice actions` writes beside the config. */
export interface ActionsLock {
  readonly schema: string;
  readonly actions: Readonly<Record<string, LockedAction>>;
}

export const LOCK_SCHEMA = 'sluice.lock/v1';

const NAME = /^[A-Za-z0-9][A-Za-z0-9-]*\/(?!\.\.?(?:\/|$))[\w.-]+(?:\/(?!\.\.?(?:\/|$))[\w.-]+)*$/;
const SHA = /^[0-9a-f]{40}$/;
/** A tag that says a version; it stands in a comment behind the commit. */
const VERSION = /^v?\d+(?:\.\d+){0,2}(?:[-+][\w.+-]+)?$/;

/** Whether a text names an action: `owner/name`, or `owner/name/path`. */
export const isActionName = (name: string): boolean => NAME.test(name);

/** Whether a tag says a version. */
export const isVersionTag = (tag: string): boolean => VERSION.test(tag);

/** What an entry was when it was written: who changes the commit by hand changes this, too, or is noticed. It proves nothing to somebody
 *  who means it; that is asked of GitHub. */
export const sealOf = (
  name: string,
  { version, sha, using, inputs, outputs }: Omit<LockedAction, 'digest' | 'permissions'>,
): Digest =>
  digestOf(
    JSON.stringify([
      ...['sluice.locked-action/v1', name, version, sha, using],
      Object.entries(inputs)
        .map(([input, { required = false }]) => [input, required])
        .sort(),
      Object.keys(outputs).sort(),
    ]),
  );

const action = record<LockedAction>({
  version: text,
  sha: text,
  using: text,
  inputs: namesTo(record({ required: optional((value, at) => flagProblems(value, at)) })),
  outputs: namesTo(record({})),
  permissions: listOf(record({ scope: word(...PERMISSION_SCOPES), level: word('read', 'write'), why: text })),
  digest: text,
});

const flagProblems = (value: unknown, at: string): readonly Problem[] =>
  typeof value === 'boolean' ? [] : [{ field: at, value, message: 'Wanted true or false.' }];

/** A lock as `sluice actions` writes it. */
export const lockShape: Shape = record<ActionsLock>(
  { schema: word(LOCK_SCHEMA), actions: namesTo(action) },
  '"sluice actions add"',
);

/** Entries that were written or changed by hand, and those that are none. */
export const lockProblems = ({ actions }: Pick<ActionsLock, 'actions'>, at: string): Problem[] =>
  Object.entries(actions).flatMap(([name, entry]) => {
    const field = `${at}.${name}`;
    if (!isActionName(name)) return [{ field, value: name, message: 'Wanted the name of an action, "owner/name".' }];
    if (!SHA.test(entry.sha))
      return [{ field: `${field}.sha`, value: entry.sha, message: 'Wanted a commit: 40 lower-case hex characters.' }];
    if (!isVersionTag(entry.version))
      return [
        { field: `${field}.version`, value: entry.version, message: 'Wanted a tag of a version, such as v1.2.3.' },
      ];
    return entry.digest === sealOf(name, entry)
      ? []
      : [
          {
            field,
            value: `${entry.version} ${entry.sha}`,
            message: `This entry is not what Sluice wrote: somebody changed it by hand. "sluice actions add ${name}@${entry.version}" asks GitHub and writes it anew.`,
          },
        ];
  });

import { type Lock, lockedAction } from '../../catalogue/lock.ts';
import { type ActionsSource, VENDORED_FOLDER } from '../../domain/actions-source.ts';
import { InvalidInput } from '../../domain/problem.ts';

/** What `uses:` of a step names: a folder of this repository, a commit of another one, or an image. */
export type ActionReference =
  | { readonly kind: 'local'; readonly path: string }
  | {
      readonly kind: 'pinned';
      /** `owner/name`, or `owner/name/path` for an action in a folder. */
      readonly name: string;
      readonly sha: string;
      /** Written behind the commit, for people and for update bots. */
      readonly version: string;
      /** Why it is used although no lock has it; `undefined` for what the lock has. */
      readonly door?: string;
    }
  | {
      readonly kind: 'image';
      /** `docker://registry/name@sha256:…`. */
      readonly path: string;
    };

/** A third-party action at the commit that the lock names.
 *  @throws {InvalidInput} for an action that is not locked: nothing unpinned can be used. */
export function pinned(name: string, lock: Lock): ActionReference {
  const action = lockedAction(name, lock);
  if (action === undefined) {
    throw new InvalidInput('An action', [
      {
        field: 'uses',
        value: name,
        message: `No lock has a commit of it, and a tag can be moved: "sluice actions add ${name}@TAG" asks GitHub for one, and for its inputs.`,
      },
    ]);
  }
  return { kind: 'pinned', name, sha: action.sha, version: action.version };
}

/** One of our own actions: `./actions/<name>` in this repository, a copy in that of the delivery, or the published one at a commit.
 *  @throws {InvalidInput} for a version whose commit the lock does not know */
export function ownAction(name: string, from: ActionsSource, lock: Lock): ActionReference {
  if (from === 'local') return { kind: 'local', path: `./actions/${name}` };
  if (from === 'vendored') return { kind: 'local', path: `./${VENDORED_FOLDER}/${name}` };
  const published = Object.hasOwn(lock.publishers, from.repository) ? lock.publishers[from.repository] : undefined;
  if (published?.version !== from.version) {
    const known = Object.entries(lock.publishers).map(([repository, { version }]) => `${repository} at ${version}`);
    throw new InvalidInput('The delivery', [
      {
        field: 'actionsFrom',
        value: from,
        message: `This Sluice knows no commit of that version, and a tag can be moved; it knows ${known.join(', ') || 'none yet'}. Leave actionsFrom out: then "sluice synth" copies the actions into ${VENDORED_FOLDER}.`,
      },
    ]);
  }
  return { kind: 'pinned', name: `${from.repository}/actions/${name}`, sha: published.sha, version: published.version };
}

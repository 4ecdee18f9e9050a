import type { Lock } from '../../catalogue/lock.ts';
import type { Problem } from '../../domain/problem.ts';
import { rememberedText } from '../language/remembered.ts';
import { type Rule, stepField, stepsIn } from './rule.ts';

/** Every third-party action is named by the full commit of the lock, with the version the lock has for it. A tag can be moved after
 *  review, and a comment that names another version misleads the next reader.
 *  @see https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions */
export const pinnedActions: Rule = (workflow, { lock }) =>
  stepsIn(workflow).flatMap(({ job, step }) => {
    if (step.kind !== 'uses' || step.uses.kind === 'local') return [];
    const field = stepField(workflow, job, step);
    if (step.uses.kind === 'image')
      return /@sha256:[0-9a-f]{64}$/.test(step.uses.path)
        ? []
        : [{ field, value: step.uses.path, message: 'An image is named by its digest: a tag can be moved.' }];
    const { name, sha, version, door } = step.uses;
    const wanted = lockedCommit(name, lock);
    // The same action comes again in many steps.
    if (wanted !== undefined && sha === wanted.sha && version === wanted.version && isWhole(sha)) return NONE;
    const message =
      wanted === undefined && door !== undefined
        ? isWhole(sha) && /^\S+$/.test(version)
          ? undefined
          : 'It is named by its full commit, owner/name@<40 digits>, and the version of that: a tag can be moved.'
        : wanted === undefined
          ? 'The lock does not have this action: add its version and commit to catalogue/lock.json.'
          : `The lock has ${wanted.sha} # ${wanted.version}; use that.`;
    return message === undefined ? [] : [{ field, value: `${name}@${sha} # ${version}`, message }];
  });

const NONE: readonly Problem[] = [];
const isWhole = rememberedText(1000, (sha) => /^[0-9a-f]{40}$/.test(sha));

const lockedCommit = (name: string, { actions, publishers }: Lock) =>
  Object.hasOwn(actions, name)
    ? actions[name]
    : Object.entries(publishers).find(([repository]) => name.startsWith(`${repository}/actions/`))?.[1];

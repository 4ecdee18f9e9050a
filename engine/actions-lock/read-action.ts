import { parse } from 'yaml';
import { type LockedAction, sealOf } from '../../domain/locked-action.ts';
import type { ActionSource } from './action-source.ts';

/** An action as its own file says it. */
export interface ReadAction {
  readonly locked: LockedAction;
  /** Actions that a composite one uses in its turn by something that can be moved. */
  readonly loose: readonly string[];
}

/** `owner/name` of an action, and the folder in it. */
export function placeOf(name: string): { readonly repository: string; readonly folder: string } {
  const [owner = '', repository = '', ...folder] = name.split('/');
  return { repository: `${owner}/${repository}`, folder: folder.join('/') };
}

/** Reads what an action takes and gives at a commit.
 *  @param permissions what is known of it by hand
 *  @throws a sentence where there is no such action, or none that says how it runs */
export async function readAction(
  source: ActionSource,
  name: string,
  { version, sha }: { readonly version: string; readonly sha: string },
  permissions: LockedAction['permissions'],
): Promise<ReadAction> {
  const { repository, folder } = placeOf(name);
  const paths = ['action.yml', 'action.yaml'].map((file) => (folder === '' ? file : `${folder}/${file}`));
  for (const path of paths) {
    const text = await source.text(repository, sha, path);
    if (text === undefined) continue;
    const { runs, inputs, outputs } = recordOf(parse(text));
    const using = recordOf(runs)['using'];
    if (typeof using !== 'string') throw new Error(`${path} of ${repository} at ${version} does not say how it runs.`);
    const entry = {
      ...{ version, sha, using },
      inputs: Object.fromEntries(sorted(inputs).map(([input, each]) => [input, required(each)])),
      outputs: Object.fromEntries(sorted(outputs).map(([output]) => [output, {}])),
    };
    return { locked: { ...entry, permissions, digest: sealOf(name, entry) }, loose: looseUses(runs) };
  }
  throw new Error(`${repository} has no ${paths.join(' and no ')} at ${version}: is "${name}" the name of an action?`);
}

const sorted = (given: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(recordOf(given)).sort(([one], [other]) => (one < other ? -1 : 1));

/** Who has a default needs not be given; some say `required` all the same. */
const required = (input: unknown): { readonly required?: true } => {
  const { required: wanted, default: otherwise } = recordOf(input);
  return (wanted === true || wanted === 'true') && otherwise === undefined ? { required: true } : {};
};

const looseUses = (runs: unknown): readonly string[] => {
  const { steps } = recordOf(runs);
  return (Array.isArray(steps) ? (steps as unknown[]) : []).flatMap((step) => {
    const { uses } = recordOf(step);
    return typeof uses === 'string' && !uses.startsWith('.') && !/@[0-9a-f]{40}$|@sha256:/.test(uses) ? [uses] : [];
  });
};

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

import { isRecord } from '../../domain/shape/shape.ts';

/** Keys that GitHub takes in a job and this language does not, each with what to do instead. Nothing else would say so: a key that nobody
 *  reads is not written. */
export const REFUSED_KEYS: ReadonlyMap<string, string> = new Map([
  // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsnapshot
  [
    'snapshot',
    'A snapshot becomes the machine of later jobs, and nobody reviews what a job left on it: build the image apart from workflows, and name its label by labels("…").',
  ],
]);

/** Those that a job, or the environment it names, has. */
export const refusedKeysOf = (...given: readonly unknown[]): readonly string[] =>
  [...REFUSED_KEYS.keys()].filter((name) => given.some((each) => isRecord(each) && each[name] !== undefined));

/** What is wrong with the secrets of a call where they are no names with values; `undefined` for those that are. */
export function refusedSecrets(given: unknown): string | undefined {
  // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsecretsinherit
  if (given === 'inherit')
    return '"secrets: inherit" would give the called workflow every secret there is: hand over those that it declares, one by one, as { NAME: secret("NAME") }.';
  return isRecord(given) && given['kind'] !== 'expression' && given['kind'] !== 'template'
    ? undefined
    : 'Wanted names with values: { NAME: secret("NAME") }.';
}

import type { ActionReference } from './action-reference.ts';
import type { In } from './context.ts';
import { STEP_KEYS, type StepOptions, stepBase, type UsesStep } from './step.ts';
import { straysOf } from './strays.ts';
import type { Value } from './template.ts';

interface Options<Output extends string> extends StepOptions {
  readonly with?: Readonly<Record<string, Value<In<'step with'>>>>;
  readonly outputs?: readonly Output[];
}

/** What a step of an action that no lock has says about it. */
export interface UntypedOptions<Output extends string> extends Options<Output> {
  /** `owner/name`, or `owner/name/path`, at its full commit: `owner/name@<40 digits>`. */
  readonly uses: `${string}/${string}@${string}`;
  /** Written behind the commit: `v1.2.3`. */
  readonly version: string;
  /** Why it is taken without a lock, in a sentence; `sluice check` lists it. */
  readonly why: string;
}

const KEYS: ReadonlySet<string> = new Set([...STEP_KEYS, 'with', 'outputs', 'uses', 'version', 'why', 'path', 'image']);

/** An action that the lock does not have: nobody has looked at its inputs, and no compiler does. Its commit is as fixed as any other's.
 *  `sluice actions add` makes it a typed one. */
export function untypedAction<const Output extends string = never>(options: UntypedOptions<Output>): UsesStep<Output> {
  const [name = '', sha = ''] = options.uses.split('@');
  return uses({ kind: 'pinned', name, sha, version: options.version, door: options.why }, options);
}

/** An action of one's own repository, by its folder: `./.github/actions/setup`. */
export const localAction = <const Output extends string = never>(
  options: Options<Output> & { readonly path: `./${string}` },
): UsesStep<Output> => uses({ kind: 'local', path: options.path }, options);

/** An image as a step, by its digest: `docker://alpine@sha256:…`. */
export const imageAction = <const Output extends string = never>(
  options: Options<Output> & { readonly image: `docker://${string}@sha256:${string}` },
): UsesStep<Output> => uses({ kind: 'image', path: options.image }, options);

const uses = <Output extends string>(reference: ActionReference, options: Options<Output>): UsesStep<Output> => ({
  ...stepBase(options.outputs ?? [], options),
  kind: 'uses',
  strays: straysOf(options, KEYS),
  uses: reference,
  declared: undefined,
  with: options.with ?? {},
});

import type { In, Place } from './context.ts';
import type { Value } from './template.ts';

/** A GitHub environment that a job runs in: its variables, secrets and protection rules apply. In a delivery `deployment` is always false:
 *  the only deployments are our own records, which say more than GitHub's.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idenvironment */
export interface JobEnvironment {
  readonly name: Value<In<'job environment'>>;
  readonly deployment: boolean;
  /** Where people reach what the job has changed. */
  readonly url: Value<In<'environment url'>> | undefined;
}

/** The environment of that name, without a deployment of GitHub's. */
export const jobEnvironment = (
  name: JobEnvironment['name'],
  url?: JobEnvironment['url'],
): JobEnvironment & { readonly deployment: false } => ({
  name,
  deployment: false,
  url,
});

/** The same with a deployment that GitHub records, for workflows that belong to no delivery. */
export const deploymentEnvironment = (name: JobEnvironment['name'], url?: JobEnvironment['url']): JobEnvironment => ({
  name,
  deployment: true,
  url,
});

/** Environment variables, the only place where text of strangers may go. */
export type Variables<P extends Place> = Readonly<Record<string, Value<In<P>>>>;

/** What commands run in, where a step does not say it.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#defaultsrun */
export interface Defaults<U extends Place | never> {
  readonly shell?: [U] extends [never] ? string : Value<In<U>>;
  readonly workingDirectory?: [U] extends [never] ? string : Value<In<U>>;
}

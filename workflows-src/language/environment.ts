import type { In } from './context.ts';
import type { Value } from './template.ts';

/** A GitHub environment that a job runs in: its variables, secrets and protection rules apply. `deployment` is always false: the
 *  only deployments are our own records, which say more than GitHub's.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idenvironment */
export interface JobEnvironment {
  readonly name: string;
  readonly deployment: false;
  /** Where people reach what the job has changed. */
  readonly url: Value<In<'environment url'>> | undefined;
}

/** The environment of that name, without a deployment of GitHub's. */
export const jobEnvironment = (name: string, url?: JobEnvironment['url']): JobEnvironment => ({
  name,
  deployment: false,
  url,
});

import type { SecretVariable } from './environment.ts';
import { type Seconds, seconds } from './seconds.ts';

/** What every check of a tier says. */
interface Checks {
  readonly kind: 'e2e';
  /** Folder below the delivery's root where the command runs. */
  readonly path: string;
  readonly command: string;
}

/** Checks on one of GitHub's machines, and how they get in: by the `host` of the tier, which is public then, for nobody's list has their
 *  addresses; or by addresses that `variables` of the environment say, as `DASHBOARD_URL`, which lead past the edge. */
export interface OutsideChecks extends Checks {
  readonly requirements: string;
  readonly reach: 'host' | 'variables';
}

/** Checks in a Job of the tier's namespace, whose image is built from the Dockerfile in `path`. They reach the services of the tier and
 *  nothing else, whoever its list lets in. */
export interface InsideChecks extends Checks {
  readonly reach: 'job';
  /** How long they may take, from the moment that their Job is made. */
  readonly deadline: Seconds;
  /** Variables whose values are in Secrets of the tier's namespace: GitHub's are not handed to a cluster. */
  readonly secrets: readonly SecretVariable[];
}

/** A check that runs against the tier after its rollout; only when it passes is the release evidence for the next tier. */
export type Verification = OutsideChecks | InsideChecks;

type Said<Kind extends Checks, Defaulted extends keyof Kind> = Omit<Kind, 'kind' | Defaulted> &
  Partial<Pick<Kind, Defaulted>>;

/** End-to-end checks. In a Job there are no `requirements`, which are its image's, and on a machine of GitHub no `deadline` and no Secrets of a
 *  cluster. */
export function e2e(check: Said<OutsideChecks, 'path' | 'requirements' | 'reach'>): OutsideChecks;
export function e2e(check: Said<InsideChecks, 'path' | 'deadline' | 'secrets'>): InsideChecks;
export function e2e(check: Partial<OutsideChecks> | Partial<InsideChecks>): object {
  const reach = check?.reach ?? 'host';
  const defaults = reach === 'job' ? { deadline: seconds(600), secrets: [] } : { requirements: 'requirements.txt' };
  return { kind: 'e2e', reach, path: 'e2e', ...defaults, ...check };
}

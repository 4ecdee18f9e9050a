import type { Branch } from './branch.ts';
import type { TierFields } from './knob/fields.ts';
import { TIMEOUT } from './knob/time-knobs.ts';
import { minutes, type Seconds } from './seconds.ts';
import { isRecord } from './shape/shape.ts';
import type { Strategy } from './strategy.ts';
import type { GivenGraces } from './verdict/grace-words.ts';
import type { Verification } from './verification.ts';
import type { Waves } from './waves.ts';

/** A team by its slug or a user by the login, whose yes counts. */
export type Approver = { readonly kind: 'team' | 'user'; readonly name: string };
export const team = (name: string): Approver => ({ kind: 'team', name });
export const user = (name: string): Approver => ({ kind: 'user', name });

/** Who must say yes before a release reaches a tier, and what makes a yes worth nothing. */
export interface Approval {
  /** How many of them; GitHub's environments ask for one, so more are refused. */
  readonly votes: number;
  /** The reviewers of the environment of the gate: exactly these. */
  readonly by: readonly Approver[];
  /** Whether somebody may approve what they asked for or wrote themselves. */
  readonly selfReview: 'refused' | 'allowed';
  /** Whether administrators may go past the gate. */
  readonly bypass: 'refused' | 'allowed';
  /** Whether a commit may go up that GitHub knows no account for: whoever wrote it could be the one who approves. */
  readonly unnamed: 'refused' | 'allowed';
  /** How long a yes is good, from the start of the gate's job on. */
  readonly expires: Seconds;
}

/** One yes of somebody who had no part in it, good for a day. */
export const approval = (given: Pick<Approval, 'by'> & Partial<Approval>): Approval => ({
  votes: 1,
  selfReview: 'refused',
  bypass: 'refused',
  unnamed: 'refused',
  expires: minutes(24 * 60),
  ...given,
});

export interface Resources {
  readonly replicas: number;
  /** Kubernetes quantities, requests and limits alike (Autopilot bills requests). */
  readonly cpu: string;
  readonly memory: string;
}

/** One kind of environment that releases pass through. Its name is also the GitHub environment and the namespace's label. What it may
 *  say of its rollouts, whatever their strategy, are the fields of the knobs. */
export interface Tier extends TierFields {
  readonly name: string;
  readonly from: Branch;
  readonly namespace: string;
  /** What the names of the objects of its releases begin with, as `staging-` for `staging-api`; '' (the default) for nothing. The namespace is the
   *  tier's own all the same: whoever may make pods in one may run them as any account of it. */
  readonly namePrefix: string;
  /** Where people reach it: the URL of its environment, and what its checks are told. The running workflow may override it by a
   *  variable of the environment. */
  readonly host: string;
  /** The tier that must have verified a release before this one takes it. */
  readonly after: string | undefined;
  /** Where it runs; `undefined` for the delivery's one cluster. */
  readonly clusters: Waves | undefined;
  readonly resources: Resources;
  readonly rollout: Strategy;
  readonly verify: Verification | undefined;
  /** How long a release must have run here before the next tier takes it. Not enforced yet, so only zero is accepted. */
  readonly soak: Seconds;
  readonly approval: Approval | undefined;
  /** Builds for this tier go to the registry repository that protected tiers never pull from. */
  readonly trust: 'protected' | 'unprotected';
  readonly timeout: Seconds;
  /** How long symptoms may last before they are failures, where the defaults do not fit. */
  readonly graces: GivenGraces;
  /** Addresses that may reach it through the edge of the delivery; `public` must be said, it is never the default of an empty list. With
   *  an empty one nobody outside reaches it. Without an edge nothing holds anybody to a list, so none is accepted. */
  readonly allow: 'public' | readonly string[];
}

/** What one may leave unsaid. */
type TierOptions = Pick<Tier, 'from'> &
  Partial<Omit<Tier, 'name' | 'from' | 'resources'>> & { readonly resources?: Partial<Resources> };

/** The defaults an experienced operator would choose, all said by the delivery where they are wrong; `like` takes another tier's resources and rollout instead. */
export function tier<const Name extends string>(
  name: Name,
  given: TierOptions,
  like?: Tier,
): Tier & { readonly name: Name } {
  const { resources, ...options } = given ?? {};
  return {
    name,
    namespace: name,
    namePrefix: '',
    host: `${name}.example.com`,
    after: undefined,
    clusters: undefined,
    rollout: like?.rollout ?? { kind: 'rolling', maxSurge: 1, maxUnavailable: 0 },
    verify: undefined,
    soak: 0 as Seconds,
    approval: undefined,
    trust: 'protected',
    timeout: TIMEOUT.default,
    graces: {},
    allow: [],
    ...options,
    resources: resourcesOf(resources, like),
    // A name instead of a tier would be ignored; so it is a field that nobody knows.
    ...(like === undefined || isRecord(like) ? {} : { like }),
  };
}

/** What is no record at all stays what it is, for the rules to name. */
function resourcesOf(given: Partial<Resources> | undefined, like: Tier | undefined): Resources {
  if (given !== undefined && !isRecord(given)) return given;
  return { replicas: 2, cpu: '250m', memory: '512Mi', ...like?.resources, ...given };
}

import type { Watch, Watched } from '../alerts/watch.ts';
import type { Answered, Call } from '../edge/visit.ts';
import type { SeenRecord, SeenRun } from './seen.ts';
import type { Act } from './story.ts';

/** What a story can do and see. The rehearsal is one stage; a fake one proves that the story notices what goes wrong. */
export interface Stage {
  /** Does everything in order, and resolves when every run that came of it has ended. */
  play(act: Pick<Act, 'deeds' | 'cast' | 'reviewers' | 'unset'>): Promise<Played>;
  /** All deployment records, oldest first. */
  records(): readonly SeenRecord[];
  /** Environments of deployments that are no records of ours, oldest first: GitHub makes one for a job that does not say otherwise. */
  otherDeployments(): readonly string[];
  /** What a user of the tier sees: the body of a page of a service. @throws when it does not answer. */
  visit(tier: string, service: string, path: string): Promise<string>;
  /** What somebody is answered at the edge of a tier. @throws when nobody answers. */
  knock(tier: string, call: Call): Promise<Answered>;
  /** What fires of the alerts of a tier while users ask for a page. @throws where a cluster would have what is not there */
  watch(asked: Watch): Promise<Watched>;
  /** What an operator of the tier is told by a service: by which bytes it runs. @throws when it does not answer. */
  version(tier: string, service: string): Promise<string>;
}

/** What came of some deeds. */
export interface Played {
  /** In the order in which they were started. */
  readonly runs: readonly SeenRun[];
  /** Sentences of GitHub by the deed that it refused. */
  readonly refusals: Readonly<Record<string, string>>;
}

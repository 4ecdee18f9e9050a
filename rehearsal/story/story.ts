import type { Delivery } from '../../domain/delivery.ts';
import type { Repository } from '../github/model.ts';
import type { Deed } from './deed.ts';
import type { Folder } from './folder.ts';
import type { Company, Role } from './role.ts';
import type { Setting } from './setting.ts';
import type { Statement } from './statement.ts';

/** A story wants what the delivery does not have: it neither holds nor fails. */
export class NoAct extends Error {
  override readonly name = 'NoAct';
}

/** A story as data: what people do with a delivery, act by act, and all that must come of it. What it expects it takes from the
 *  delivery; it knows nothing of how workflows are made. */
export interface Story {
  /** What people call it on the command line. */
  readonly name: string;
  /** One line that tells what it shows. */
  readonly line: string;
  /** Who can read the repository: what is public can be read without any permission. */
  readonly visibility: Repository['visibility'];
  /** Who plays the jobs that have no role: they themselves, where nothing is said. */
  readonly company?: Company;
  /** Tests that passed on the same files in an earlier rehearsal are not run again, as GitHub's cache would have it. Every other story
   *  begins with an empty cache. */
  readonly remembers?: true;
  acts(delivery: StoryDelivery): readonly Act[];
}

/** What of a delivery stories take their statements from. */
export interface StoryDelivery
  extends Pick<
    Delivery,
    | 'actionsFrom'
    | 'backup'
    | 'cluster'
    | 'edge'
    | 'evidence'
    | 'manifests'
    | 'manifestsFolder'
    | 'observability'
    | 'registry'
    | 'repository'
    | 'root'
    | 'services'
    | 'tiers'
    | 'workflowPrefix'
  > {
  /** What an administrator has set; nothing, where nothing is said. */
  readonly setting?: Setting;
  /** What its files say; nothing, where nothing is said. */
  readonly folder?: Folder;
}

/** One act: what somebody does, and what must come of it. */
export interface Act {
  readonly title: string;
  /** The branch that its runs are on. */
  readonly branch: string;
  /** Begins together with the act before it, which is on another branch and in other tiers, and is told after it. */
  readonly meanwhile?: true;
  readonly deeds: readonly Deed[];
  /** Jobs that are not simply run. */
  readonly cast?: readonly Role[];
  /** Variables of the repository that an administrator has not set yet. */
  readonly unset?: readonly string[];
  /** What reviewers do: whoever is in front of the rehearsal answers for them, where nothing is said. */
  readonly reviewers?: 'say no' | 'say nothing';
  readonly states: Statement;
}

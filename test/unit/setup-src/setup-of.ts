import type { Delivery } from '../../../domain/delivery.ts';
import type { Place } from '../../../setup-src/gcp/identities.ts';
import { setupFiles } from '../../../setup-src/setup-files.ts';
import { platform } from '../../fixtures/platform.ts';
import type { Answers } from './run-script.ts';

/** The three files of a delivery, by their names. */
export function filesOf(delivery: Delivery = platform): { script: string; terraform: string; identities: string } {
  const content = (name: string): string =>
    setupFiles(delivery).find(({ path }) => path.endsWith(`/${name}`))?.content ?? '';
  return { script: content('setup.sh'), terraform: content('main.tf'), identities: content('identities.json') };
}

export function placeOf(delivery: Delivery = platform): Place {
  const { repository, cluster } = delivery;
  const { pool } = cluster.identity;
  if (repository === undefined || pool === undefined) throw new Error('The delivery says no place.');
  return { delivery, repository, pool };
}

/** A cloud and a GitHub that have nothing yet. */
export const EMPTY: Answers = {
  '*.full_name': { says: 'ai-agent-platform/ai-agent-platform' },
  'gcloud*describe*projectNumber*': { says: '482913650174' },
  // Every project has these.
  '*buckets*describe*_Default*': { says: '30' },
  '*sinks*describe*_Default*': {},
  'gcloud*describe*': { fails: true },
  '"gh api repos/ai-agent-platform/ai-agent-platform --jq"*': { says: '731846205 140372916' },
  '*can_admins_bypass': { says: 'false' },
  '*/teams/operators*': { says: '4711' },
  '*PATCH*variables*': { fails: true },
  '*git/ref/tags*': { fails: true },
};

/** Everything is there already, and nothing beside it. */
export const FULL: Answers = {
  ...EMPTY,
  'gcloud*describe*': {},
  '*PATCH*variables*': {},
  '*dev/deployment-branch-policies*': { says: 'feature/**/*' },
  '*staging/deployment-branch-policies*': { says: 'main\ndevelop' },
  '*deployment-branch-policies*': { says: 'main' },
  '*/rulesets*--jq*': { says: '99' },
  '*providers*list*': {
    says: 'build-protected\nbuild-unprotected\ntier-dev\ntier-staging\ntier-production',
  },
};

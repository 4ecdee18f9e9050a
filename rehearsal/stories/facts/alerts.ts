import type { Tier } from '../../../domain/tier.ts';
import { clustersOf } from '../../../domain/waves.ts';
import type { AlertStatement } from '../../story/alert-statement.ts';
import type { Change } from '../../story/deed.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { changesOf } from '../changes.ts';

/** Every failed request is more than any bound of errors, and than any objective that one could have. */
const ERRING = ['HighErrorRate', 'ErrorBudgetBurnsFast'];
/** Requests of two minutes that fail are an alert, and the first numbers must have come. */
const MINUTES = 4;

/** What makes a page of a service fail for the users of a tier, and who is told of it. `undefined` where nothing says how a page fails, or
 *  nobody watches the service there. In several clusters each would judge what its own pods tell. */
export function erringOf(
  of: StoryDelivery,
  tier: Tier,
  service: string,
): { readonly change: Change; readonly alerts: AlertStatement } | undefined {
  const { erring } = changesOf(of, service);
  const { observability, cluster } = of;
  if (erring === undefined || observability?.tiers.includes(tier.name) !== true) return undefined;
  if (!observability.services.some((signals) => signals.service === service)) return undefined;
  if (clustersOf(cluster, tier.clusters).length > 1) return undefined;
  const { page, change } = erring;
  return { change, alerts: { tier: tier.name, service, page, minutes: MINUTES, fires: ERRING } };
}

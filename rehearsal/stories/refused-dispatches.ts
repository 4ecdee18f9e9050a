import type { Deed } from '../story/deed.ts';
import type { Act, Story } from '../story/story.ts';
import { act } from './facts/acts.ts';
import { promote, rollBack } from './facts/dispatches.ts';
import { workflowFile } from './facts/places.ts';
import { promotionOf } from './facts/promotion.ts';
import { NO_DIGEST } from './facts/roles.ts';
import { wayOf } from './facts/tiers.ts';

/** GitHub starts nothing that was not asked for as the workflow wants to be asked. */
export const refusedDispatches: Story = {
  name: 'refused-dispatches',
  line: 'GitHub refuses a dispatch with a wrong, a missing or an unknown input, and starts nothing.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const { live } = wayOf(delivery);
    const branch = live.from.pattern;
    const [service] = delivery.services;
    const name = service?.name ?? '';
    const good = rollBack(delivery, { tier: live, service: name, branch });
    const refused = (title: string, deed: Deed & { readonly do: 'dispatch' }, says: RegExp): Act =>
      act(title, branch, {
        deeds: [deed],
        refused: { dispatch: says },
        runs: [],
      });
    const without = (deed: typeof good, input: string): typeof good => ({
      ...deed,
      inputs: Object.fromEntries(Object.entries(deed.inputs).filter(([key]) => key !== input)),
    });
    const promotion = promote(delivery, live, branch);
    return [
      refused(
        'A tier that there is not',
        { ...good, inputs: { ...good.inputs, tier: 'nowhere' } },
        /'nowhere' for input 'tier' not in the list of allowed values/,
      ),
      refused(
        'A service that there is not',
        { ...good, inputs: { ...good.inputs, service: 'nothing' } },
        /'nothing' for input 'service' not in the list of allowed values/,
      ),
      refused('A rollback of no tier', without(good, 'tier'), /Required input 'tier' not provided/),
      refused('A rollback of no service', without(good, 'service'), /Required input 'service' not provided/),
      refused(
        'An input that there is not',
        { ...good, inputs: { ...good.inputs, force: 'true' } },
        /Unexpected inputs provided: \["force"\]/,
      ),
      ...delivery.services.map((one) =>
        refused(
          `A promotion that names a release of ${one.name}`,
          { ...promotion, inputs: { [`${one.name}-release`]: `r/p/services-dev/x@${NO_DIGEST}` } },
          new RegExp(`Unexpected inputs provided: \\["${one.name}-release"\\]`),
        ),
      ),
      refused(
        'A promotion of a service that there is not',
        { ...promotion, inputs: { service: 'nothing' } },
        /'nothing' for input 'service' not in the list of allowed values/,
      ),
      ...['deploy', 'build', 'test']
        .map((name) => workflowFile(delivery, name))
        .map((workflow) =>
          refused(`${workflow} is not started by hand`, { ...good, workflow, inputs: {} }, /workflow_dispatch/),
        ),
      refused('A branch that there is not', { ...good, branch: 'nowhere' }, /No ref found for/),
      refused(`A workflow that there is not`, { ...good, workflow: `${promotionOf(delivery, live)}-now.yml` }, /./),
    ];
  },
};

import { tierFor } from '../../domain/service.ts';
import type { Story } from '../story/story.ts';
import { act, deployRun, each, testedAndBuilt } from './facts/acts.ts';
import { intoTier } from './facts/deploy.ts';
import { promote, promotionRun, refusal, rollBack, rollbackRun } from './facts/dispatches.ts';
import { hanging } from './facts/hanging.ts';
import { rolledOut } from './facts/roles.ts';
import { firstOf } from './facts/rollback.ts';
import { branchOf, wayOf } from './facts/tiers.ts';
import { BOUNDS, hung, rollbackBounds } from './facts/time.ts';

/** What people start by hand and hangs is ended by its limit, too. */
export const hangByHand: Story = {
  name: 'hang-by-hand',
  line: 'Every job of a rollback, and every refusal, hangs in turn and is ended by its limit.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const { trial, live } = wayOf(delivery);
    const elsewhere = branchOf(trial, 'hang');
    const [service] = delivery.services;
    const rollbacks = delivery.tiers.flatMap((tier) =>
      delivery.services.map((own) => {
        const { name } = own;
        const jobs = each(firstOf(delivery, { tier, service: name }), hung(rollbackBounds(tierFor(own, tier))));
        const branch = branchOf(tier, 'hang');
        return hanging(
          `The rollback of ${name} in ${tier.name} hangs`,
          rollBack(delivery, { tier, service: name, branch }),
          jobs,
          {
            runs: [rollbackRun(delivery, 'cancelled', jobs)],
          },
        );
      }),
    );
    const refused = each(refusal(live, elsewhere), hung(BOUNDS.words));
    const other = promote(delivery, live, elsewhere);
    return [
      act('A branch for trials is pushed', elsewhere, {
        cast: rolledOut(delivery, trial),
        runs: [deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, trial))],
      }),
      ...rollbacks,
      hanging('The refusal of a promotion hangs', other, refused, {
        runs: [promotionRun(delivery, live, 'cancelled', refused)],
      }),
      ...(service === undefined
        ? []
        : [
            hanging(
              'The refusal of a rollback hangs',
              rollBack(delivery, { tier: live, service: service.name, branch: elsewhere }),
              refused,
              {
                runs: [rollbackRun(delivery, 'cancelled', refused)],
              },
            ),
          ]),
    ];
  },
};

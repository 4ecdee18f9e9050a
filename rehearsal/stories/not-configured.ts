import type { Tier } from '../../domain/tier.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, deployRun, each, push } from './facts/acts.ts';
import { tests } from './facts/deploy.ts';
import { promote, promotionRun, rollBack, rollbackRun } from './facts/dispatches.ts';
import { hanging } from './facts/hanging.ts';
import { notice } from './facts/jobs.ts';
import { branchOf, wayOf } from './facts/tiers.ts';
import { BOUNDS, hung } from './facts/time.ts';

/** Until the repository says which cloud to use, tests run, and everything else says so. */
export const notConfigured: Story = {
  name: 'not-configured',
  line: 'As long as a variable of the cloud is not set, nothing is built or deployed, and runs say so.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const { registry, cluster } = delivery;
    const { live } = wayOf(delivery);
    const branch = live.from.pattern;
    const words = notice(delivery);
    const cast = Object.keys(words).map((job) => ({ job, plays: 'itself' }) as const);
    return [
      ...hangs(delivery, branch),
      ...[registry.project.name, cluster.identity.variable.name].flatMap((variable) => {
        const said = { unset: [variable], cast };
        return [
          act(`A promotion without ${variable} says what is not set`, branch, {
            ...said,
            deeds: [promote(delivery, live, branch)],
            runs: [promotionRun(delivery, live, 'success', words)],
          }),
          ...delivery.tiers.flatMap((tier) => ofTier(delivery, tier, said)),
        ];
      }),
    ];
  },
};

/** A push to a branch of the tier, and a rollback there. */
function ofTier(delivery: StoryDelivery, tier: Tier, said: Required<Pick<Act, 'cast' | 'unset'>>): readonly Act[] {
  const branch = branchOf(tier, 'unset');
  const words = notice(delivery);
  const without = `without ${said.unset.join(' and ')}`;
  return [
    act(`A push to ${branch} ${without} is tested, and told what is not set`, branch, {
      ...said,
      runs: [deployRun(delivery, 'success', words, tests(delivery, 'test'))],
    }),
    ...delivery.services.map(({ name }) =>
      act(`A rollback of ${name} in ${tier.name} ${without} says what is not set`, branch, {
        ...said,
        deeds: [rollBack(delivery, { tier, service: name, branch })],
        runs: [rollbackRun(delivery, 'success', words)],
      }),
    ),
  ];
}

/** Whoever says so hangs, and is ended by a limit. */
function hangs(delivery: StoryDelivery, branch: string): readonly Act[] {
  const { live } = wayOf(delivery);
  const words = each(notice(delivery), hung(BOUNDS.words));
  const unset = [delivery.registry.project.name];
  const [service] = delivery.services;
  return [
    hanging('What says so after a push hangs', push(branch), words, {
      unset,
      runs: [deployRun(delivery, 'cancelled', words, tests(delivery, 'test'))],
    }),
    hanging('What says so of a promotion hangs', promote(delivery, live, branch), words, {
      unset,
      runs: [promotionRun(delivery, live, 'cancelled', words)],
    }),
    hanging(
      'What says so of a rollback hangs',
      rollBack(delivery, { tier: live, service: service?.name ?? '', branch }),
      words,
      {
        unset,
        runs: [rollbackRun(delivery, 'cancelled', words)],
      },
    ),
  ];
}

import { approvalEnvironment } from '../administrator.ts';
import type { Deed } from '../story/deed.ts';
import type { Moment } from '../story/moment.ts';
import type { Role } from '../story/role.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, deployRun, each, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, builds, tests } from './facts/deploy.ts';
import { rollBack, rollbackRun } from './facts/dispatches.ts';
import { type Jobs, within } from './facts/jobs.ts';
import { promoted, promotionJobs, promotionOf, proven } from './facts/promotion.ts';
import { hang, looks } from './facts/roles.ts';
import { firstOf } from './facts/rollback.ts';
import { afterAdoption, rollouts } from './facts/rollouts.ts';
import { branchOf, type Way, wayOf } from './facts/tiers.ts';

/** Wherever a run is cancelled, what runs is stopped and nothing that comes after begins. */
export const cancelled: Story = {
  name: 'cancelled',
  line: 'A run is cancelled in tests, builds, rollouts, before an approval and after it: nothing more begins.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const way = wayOf(delivery);
    return [
      ...beforeRollouts(delivery, way),
      ...inRollouts(delivery, way),
      ...onTheWay(delivery, way),
      ...byHand(delivery),
    ];
  },
};

const CANCELLED = { result: 'cancelled' } as const;

/** Jobs begin, do not end, and somebody cancels the run. */
const stopped = (
  deed: Deed,
  running: Jobs,
  when: readonly Moment[],
): { deeds: readonly Deed[]; cast: readonly Role[] } => ({
  deeds: [
    { ...deed, as: 'first' },
    { do: 'cancel', of: 'first', when: [...begun(Object.keys(running)), ...when] },
  ],
  cast: hang(Object.keys(running)),
});

const begun = (jobs: readonly string[]): readonly Moment[] => jobs.map((job) => ({ job, is: 'begun' }));
const ended = (jobs: readonly string[]): readonly Moment[] => jobs.map((job) => ({ job, is: 'ended' }));

function beforeRollouts(delivery: StoryDelivery, { trial }: Way): readonly Act[] {
  const branch = branchOf(trial, 'cancelled');
  const [tested, built] = [tests(delivery, 'test'), builds(delivery)];
  return [
    act('A run is cancelled while its tests run', branch, {
      ...stopped(push(branch), tested, ended(Object.keys(built))),
      runs: [deployRun(delivery, 'cancelled', each(tested, CANCELLED), built)],
    }),
    act('A run is cancelled while it builds', branch, {
      ...stopped(push(branch), built, ended(Object.keys(tested))),
      runs: [deployRun(delivery, 'cancelled', tested, each(built, CANCELLED))],
    }),
  ];
}

function inRollouts(delivery: StoryDelivery, { trial, proof }: Way): readonly Act[] {
  return [trial, proof].map((tier) => {
    const branch = branchOf(tier, 'cancelled');
    const running = rollouts(delivery, { tier, after: BEFORE_ROLLOUTS });
    return act(`A run is cancelled while it rolls out to ${tier.name}`, branch, {
      ...stopped(push(branch), running, []),
      runs: [deployRun(delivery, 'cancelled', testedAndBuilt(delivery), each(running, CANCELLED))],
    });
  });
}

function onTheWay(delivery: StoryDelivery, { proof, live }: Way): readonly Act[] {
  const call = promotionOf(delivery, live);
  const branch = branchOf(live, 'cancelled');
  const names = delivery.services.map(({ name }) => name);
  const fact = { tier: live, call, after: BEFORE_ROLLOUTS };
  const [asked, all, through] = [
    proven(delivery, fact),
    promoted(delivery, fact),
    rollouts(delivery, { tier: proof, call, after: afterAdoption(call) }),
  ];
  const only = (jobs: Jobs, pattern: RegExp): Jobs =>
    Object.fromEntries(Object.entries(jobs).filter(([path]) => pattern.test(path)));
  const looked = only(asked, /adopt-[^/]+$/);
  const run = (...jobs: readonly Jobs[]) => [
    deployRun(delivery, 'cancelled', testedAndBuilt(delivery), promotionJobs(delivery, live, call, ...jobs)),
  ];
  const stop = (title: string, running: Jobs, before: Jobs, cast: readonly Role[]): Act => {
    const { deeds, cast: hung } = stopped(push(branch), running, []);
    return act(title, branch, { deeds, cast: [...hung, ...cast], runs: run(before, each(running, CANCELLED)) });
  };
  const proves = looks(delivery, call);
  const gate = within(call, 'gate');
  const waiting = { job: gate, is: 'waiting' } as const;
  return [
    stop('A run is cancelled while it looks for evidence', looked, {}, []),
    stop(`A run is cancelled while it goes through ${proof.name}`, through, looked, looks(delivery, call, names)),
    stop('A run is cancelled while the protection is checked', only(asked, /protection$/), looked, proves),
    act('A run is cancelled while people are asked', branch, {
      deeds: [
        { ...push(branch), as: 'first' },
        { do: 'cancel', of: 'first', when: waiting },
      ],
      cast: proves,
      reviewers: 'say nothing',
      runs: run(asked, {
        [gate]: {
          ...asked[gate],
          ...CANCELLED,
          waits: [{ for: 'reviewers', environment: approvalEnvironment(live.name) }],
        },
      }),
    }),
    stop(
      `A run is cancelled while it rolls out to ${live.name}`,
      only(all, new RegExp(` / ${live.name}-`)),
      asked,
      proves,
    ),
  ];
}

const byHand = (delivery: StoryDelivery): readonly Act[] =>
  delivery.tiers.flatMap((tier) =>
    delivery.services.map(({ name }) => {
      const branch = branchOf(tier, 'cancelled');
      const running = firstOf(delivery, { tier, service: name });
      return act(`A rollback of ${name} in ${tier.name} is cancelled`, branch, {
        ...stopped(rollBack(delivery, { tier, service: name, branch }), running, []),
        runs: [rollbackRun(delivery, 'cancelled', each(running, CANCELLED))],
      });
    }),
  );

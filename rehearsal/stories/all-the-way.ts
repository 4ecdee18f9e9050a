import type { Sight } from '../story/statement.ts';
import type { Act, Story } from '../story/story.ts';
import { API, DASHBOARD, demoChanges } from './demo-changes.ts';
import type { Built } from './facts/built.ts';
import { BEFORE_ROLLOUTS, builds, deployJobs, intoTier, tests } from './facts/deploy.ts';
import { rollBack, rollbackRun } from './facts/dispatches.ts';
import type { Jobs } from './facts/jobs.ts';
import { promoted, promotionJobs, promotionOf } from './facts/promotion.ts';
import { bad, complete, refusedBack } from './facts/records.ts';
import { refusesRecord, rolledBackBy } from './facts/rollback.ts';
import { rollout } from './facts/rollouts.ts';
import { branchOf, wayOf } from './facts/tiers.ts';

/** The demo's delivery from a feature branch to production and back. */
export const allTheWay: Story = {
  name: 'all-the-way',
  line: 'From a feature branch to production, with a crash, a hotfix and a way back.',
  visibility: 'public',
  acts(delivery) {
    const { trial, proof, live } = wayOf(delivery);
    const { heading, livelyApi, crash } = demoChanges(delivery);
    const names = delivery.services.map(({ name }) => name);
    const withApi = names.includes(API);
    const broken = withApi ? API : DASHBOARD;
    const [feature, flags] = [branchOf(trial, 'heading'), branchOf(trial, 'flags')];
    const shows = (tier: string, text: string): readonly Sight[] => [
      { tier, service: DASHBOARD, path: '/', shows: text },
      ...(withApi ? [{ tier, service: API, path: '/health/live', shows: 'live and well' }] : []),
    ];
    const pushed = (jobs: Jobs, built: Built, conclusion: 'success' | 'failure' = 'success') => ({
      file: 'deploy.yml',
      event: 'push',
      conclusion,
      jobs: deployJobs(delivery, tests(delivery, 'test'), builds(delivery, {}, built), jobs),
    });
    const goesLive = (unproven: readonly string[] = []): Jobs => {
      const call = promotionOf(delivery, live);
      const jobs = promoted(delivery, { tier: live, call, after: BEFORE_ROLLOUTS, unproven });
      return promotionJobs(delivery, live, call, jobs);
    };

    return [
      {
        title: `A push to ${feature} reaches ${trial.name}`,
        branch: feature,
        deeds: [
          {
            do: 'push',
            branch: feature,
            from: live.from.pattern,
            message: 'feat: a better heading',
            changes: [heading('Agents', 'Your agents'), ...(withApi ? [livelyApi] : [])],
          },
        ],
        states: {
          runs: [pushed(intoTier(delivery, trial), { trust: trial.trust, isNew: names })],
          records: names.flatMap((service) => complete(delivery, service, trial.name)),
          served: shows(trial.name, 'Your agents'),
        },
      },
      {
        title: 'A push that crashes is explained and rolled back',
        branch: flags,
        deeds: [{ do: 'push', branch: flags, from: feature, message: 'feat: feature flags', changes: [crash] }],
        states: {
          runs: [
            pushed(
              Object.assign(
                {},
                ...names.map((service) =>
                  rollout(delivery, {
                    tier: trial,
                    service,
                    after: BEFORE_ROLLOUTS,
                    ...(service === broken ? { bad: /FEATURE_FLAGS|exit/ } : {}),
                  }),
                ),
              ),
              { trust: trial.trust, isNew: [broken] },
              'failure',
            ),
          ],
          records: names.flatMap((service) =>
            service === broken
              ? bad(delivery, service, trial.name, /FEATURE_FLAGS|exit/)
              : complete(delivery, service, trial.name),
          ),
          served: shows(trial.name, 'Your agents'),
        },
      },
      {
        title: `A merge to ${proof.from.pattern} reaches ${proof.name} and passes its end-to-end tests`,
        branch: proof.from.pattern,
        meanwhile: true,
        deeds: [{ do: 'merge', branch: proof.from.pattern, from: feature }],
        states: {
          // Another repository: nothing of a trial is there.
          runs: [pushed(intoTier(delivery, proof), { trust: proof.trust, isNew: names })],
          records: names.flatMap((service) => complete(delivery, service, proof.name)),
          served: shows(proof.name, 'Your agents'),
        },
      },
      {
        title: `A merge to ${live.from.pattern} waits for approval and reaches ${live.name} with the very bytes that ${proof.name} ran`,
        branch: live.from.pattern,
        deeds: [{ do: 'merge', branch: live.from.pattern, from: proof.from.pattern }],
        states: {
          runs: [pushed(goesLive(), { trust: live.trust, isNew: [] })],
          records: names.flatMap((service) => complete(delivery, service, live.name, { provenIn: proof.name })),
          served: shows(live.name, 'Your agents'),
        },
      },
      {
        title: `A hotfix on ${live.from.pattern} that ${proof.name} never saw goes through ${proof.name} first`,
        branch: live.from.pattern,
        deeds: [
          {
            do: 'push',
            branch: live.from.pattern,
            from: live.from.pattern,
            message: 'fix: the heading again',
            changes: [heading('Your agents', 'All agents')],
          },
        ],
        states: {
          runs: [pushed(goesLive([DASHBOARD]), { trust: live.trust, isNew: [DASHBOARD] })],
          records: [
            ...complete(delivery, DASHBOARD, proof.name),
            ...names.flatMap((service) => complete(delivery, service, live.name, { provenIn: proof.name })),
          ],
          served: [...shows(proof.name, 'All agents'), ...shows(live.name, 'All agents')],
        },
      },
      {
        title: `A dispatch that names a forged record is refused: nobody asks GitHub what was good in ${live.name}`,
        branch: live.from.pattern,
        deeds: [
          {
            do: 'forge a record',
            branch: feature,
            service: DASHBOARD,
            tier: live.name,
            release: { the: 'release', of: DASHBOARD, in: trial.name },
          },
          rollBack(live, DASHBOARD, live.from.pattern, { the: 'record', of: DASHBOARD, in: live.name }),
        ],
        states: {
          runs: [rollbackRun(delivery, 'failure', refusesRecord(delivery, live, DASHBOARD))],
          records: refusedBack(delivery, DASHBOARD, live.name),
          served: [],
        },
      },
      {
        title: `One dispatch returns ${live.name} to the release before`,
        branch: live.from.pattern,
        deeds: [rollBack(live, DASHBOARD, live.from.pattern)],
        states: {
          runs: [rollbackRun(delivery, 'success', rolledBackBy(delivery, { tier: live, service: DASHBOARD }))],
          records: complete(delivery, DASHBOARD, live.name, { kind: 'rollback' }),
          served: shows(live.name, 'Your agents'),
        },
      },
    ] satisfies readonly Act[];
  },
};

import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { DASHBOARD, demoChanges } from './demo-changes.ts';
import { deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, intoTier, tests } from './facts/deploy.ts';
import { promote, promotionRun } from './facts/dispatches.ts';
import { adoption, failed, type Jobs } from './facts/jobs.ts';
import { adoptions, NO, promoted, promotionJobs, promotionOf, proven } from './facts/promotion.ts';
import { complete } from './facts/records.ts';
import { showsIn } from './facts/sights.ts';
import { branchOf, type Way, wayOf } from './facts/tiers.ts';
import { forgery } from './forgery.ts';

/** People bring to the last tier what is proven and not behind it, without naming bytes: these come from evidence, and the gate is
 *  the same. */
export const promotedByHand: Story = {
  name: 'promoted-by-hand',
  line: 'What was proven is promoted by a dispatch; an older commit, and one of another branch, stay out.',
  visibility: 'public',
  acts(delivery) {
    const way = wayOf(delivery);
    return [
      proves(delivery, way, ['Agents', FIRST]),
      notApproved(delivery, way),
      proves(delivery, way, [FIRST, SECOND]),
      notApproved(delivery, way),
      ...byHand(delivery, way),
      ...refused(delivery, way),
    ];
  },
};

const [FIRST, SECOND] = ['Your agents', 'All agents'];

function proves(delivery: StoryDelivery, { proof }: Way, [from, to]: readonly [string, string]): Act {
  const develop = proof.from.pattern;
  return {
    title: `A push to ${develop} reaches ${proof.name}`,
    branch: develop,
    deeds: [
      push(develop, { from: from === FIRST ? develop : 'main', changes: [demoChanges(delivery).heading(from, to)] }),
    ],
    states: {
      runs: [deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, proof))],
      records: delivery.services.flatMap(({ name }) => complete(delivery, name, proof.name)),
      served: showsIn(delivery, proof.name, to),
    },
  };
}

function notApproved(delivery: StoryDelivery, { proof, live }: Way): Act {
  const main = live.from.pattern;
  const call = promotionOf(delivery, live);
  const asked = proven(delivery, { tier: live, call, after: BEFORE_ROLLOUTS }, NO);
  return {
    title: `A merge to ${main} is not approved`,
    branch: main,
    reviewers: 'say no',
    deeds: [{ do: 'merge', branch: main, from: proof.from.pattern }],
    states: {
      runs: [deployRun(delivery, 'failure', testedAndBuilt(delivery), promotionJobs(delivery, live, call, asked))],
      records: [],
      served: [],
    },
  };
}

/** Of what was proven first the older commit goes up, of one service; then the newest of all of them. */
function byHand(delivery: StoryDelivery, { proof, live }: Way): readonly Act[] {
  const main = live.from.pattern;
  const jobs = promoted(delivery, { tier: live, call: '', after: [] });
  const others = delivery.services.flatMap(({ name }) =>
    name === DASHBOARD ? [] : [adoption('', name), `${live.name}-${name}`],
  );
  // What people read then names one service alone.
  const one = Object.entries(jobs)
    .filter(([path]) => !others.includes(path))
    .map(
      ([path, { steps, ...job }]) => [path, path.startsWith('adopt-') ? { ...job, steps: steps ?? [] } : job] as const,
    );
  return [
    {
      title: `A dispatch promotes an earlier commit of ${main} to ${live.name}`,
      branch: main,
      deeds: [
        promote(delivery, live, main, {
          service: DASHBOARD,
          commit: { the: 'commit', of: DASHBOARD, in: proof.name, back: 1 },
        }),
      ],
      states: {
        runs: [promotionRun(delivery, live, 'success', Object.fromEntries(one))],
        records: complete(delivery, DASHBOARD, live.name),
        served: [{ tier: live.name, service: DASHBOARD, path: '/', shows: FIRST }],
      },
    },
    {
      title: `A dispatch promotes the newest to ${live.name}`,
      branch: main,
      deeds: [promote(delivery, live, main)],
      states: {
        runs: [promotionRun(delivery, live, 'success', jobs)],
        records: delivery.services.flatMap(({ name }) => complete(delivery, name, live.name, { provenIn: proof.name })),
        served: showsIn(delivery, live.name, SECOND),
      },
    },
  ];
}

function refused(delivery: StoryDelivery, way: Way): readonly Act[] {
  const { trial, proof, live } = way;
  const [branch, main] = [branchOf(trial, 'evil'), live.from.pattern];
  const stays = (title: string, inputs: Parameters<typeof promote>[3], jobs: Jobs): Act => ({
    title,
    branch: main,
    deeds: [promote(delivery, live, main, inputs)],
    states: { runs: [promotionRun(delivery, live, 'failure', jobs)], records: [], served: [] },
  });
  const looked = (error: RegExp): Jobs => ({
    [adoption('', DASHBOARD)]: {
      ...adoptions(delivery, { tier: live, call: '' }, [])[adoption('', DASHBOARD)],
      ...failed(error),
    },
  });
  return [
    stays(
      `The release before does not go up once more`,
      { service: DASHBOARD, commit: { the: 'commit', of: DASHBOARD, in: live.name, back: 1 } },
      looked(/is older than what runs now.*\(older-than-live\)/),
    ),
    {
      title: `A push to ${branch} reaches ${trial.name}`,
      branch,
      deeds: [push(branch, { changes: [demoChanges(delivery).heading(SECOND, 'Evil agents')] })],
      states: {
        runs: [deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, trial))],
        records: delivery.services.flatMap(({ name }) => complete(delivery, name, trial.name)),
        served: showsIn(delivery, trial.name, 'Evil agents'),
      },
    },
    forges(delivery, way),
    stays(
      `What only ${branch} has does not go up, though a record says that ${proof.name} has proven it`,
      { service: DASHBOARD, commit: { the: 'commit', of: DASHBOARD, in: trial.name } },
      looked(/is not on this branch.*\(commit-elsewhere\)/),
    ),
  ];
}

/** A token that writes deployments can say of anything that it was proven anywhere. */
function forges(delivery: StoryDelivery, { trial, proof }: Way): Act {
  const branch = 'chore/forge';
  const { [DASHBOARD]: _, ...others } = tests(delivery, '');
  return {
    title: `A workflow of ${branch} writes a record of ${proof.name}`,
    branch,
    deeds: [push(branch, { changes: [forgery(trial.name, proof.name)] })],
    states: {
      runs: [
        {
          file: 'test.yml',
          event: 'push',
          conclusion: 'success',
          jobs: { ...others, [DASHBOARD]: { result: 'success', token: { contents: 'read', deployments: 'write' } } },
        },
      ],
      // It is of the run that it was copied from, so it is none of this act's.
      records: [],
      served: [],
    },
  };
}

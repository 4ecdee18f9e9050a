import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { changesOf, leadOf, othersOf } from './changes.ts';
import { DEFAULT_BRANCH, deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, intoTier, tests } from './facts/deploy.ts';
import { promote, promotionRun } from './facts/dispatches.ts';
import { adoption, failed, type Jobs } from './facts/jobs.ts';
import { workflowFile } from './facts/places.ts';
import { adoptions, promoted, promotionJobs, promotionOf, proven } from './facts/promotion.ts';
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
      proves(delivery, way, [changesOf(delivery).first, FIRST]),
      notApproved(delivery, way),
      proves(delivery, way, [FIRST, SECOND], othersOf(delivery)),
      notApproved(delivery, way, othersOf(delivery)),
      ...byHand(delivery, way),
      ...refused(delivery, way),
    ];
  },
};

const [FIRST, SECOND] = ['Your words', 'All words'];

function proves(
  delivery: StoryDelivery,
  { proof }: Way,
  [from, to]: readonly [string, string],
  passed: readonly string[] = [],
): Act {
  const develop = proof.from.pattern;
  return {
    title: `A push to ${develop} reaches ${proof.name}`,
    branch: develop,
    deeds: [
      push(develop, { from: from === FIRST ? develop : DEFAULT_BRANCH, changes: [changesOf(delivery).says(from, to)] }),
    ],
    states: {
      runs: [deployRun(delivery, 'success', testedAndBuilt(delivery, passed), intoTier(delivery, proof))],
      records: delivery.services.flatMap(({ name }) => complete(delivery, name, proof.name)),
      served: showsIn(delivery, proof.name, to),
    },
  };
}

function notApproved(delivery: StoryDelivery, { proof, live }: Way, passed: readonly string[] = []): Act {
  const main = live.from.pattern;
  const call = promotionOf(delivery, live);
  const asked = proven(delivery, { tier: live, call, after: BEFORE_ROLLOUTS }, 'rejected');
  return {
    title: `A merge to ${main} is not approved`,
    branch: main,
    reviewers: 'say no',
    deeds: [{ do: 'merge', branch: main, from: proof.from.pattern }],
    states: {
      runs: [
        deployRun(delivery, 'failure', testedAndBuilt(delivery, passed), promotionJobs(delivery, live, call, asked)),
      ],
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
    name === leadOf(delivery) ? [] : [adoption('', name), `${live.name}-${name}`],
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
          service: leadOf(delivery),
          commit: { the: 'commit', of: leadOf(delivery), in: proof.name, back: 1 },
        }),
      ],
      states: {
        runs: [promotionRun(delivery, live, 'success', Object.fromEntries(one))],
        records: complete(delivery, leadOf(delivery), live.name),
        served: [changesOf(delivery).sight(live.name, FIRST)],
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
    [adoption('', leadOf(delivery))]: {
      ...adoptions(delivery, { tier: live, call: '' }, [])[adoption('', leadOf(delivery))],
      ...failed(error),
    },
  });
  return [
    stays(
      `The release before does not go up once more`,
      { service: leadOf(delivery), commit: { the: 'commit', of: leadOf(delivery), in: live.name, back: 1 } },
      looked(/is older than what runs now.*\(older-than-live\)/),
    ),
    {
      title: `A push to ${branch} reaches ${trial.name}`,
      branch,
      deeds: [push(branch, { changes: [changesOf(delivery).says(SECOND, 'Evil words')] })],
      states: {
        // What the default branch has tested, every other one can read.
        runs: [deployRun(delivery, 'success', testedAndBuilt(delivery, othersOf(delivery)), intoTier(delivery, trial))],
        records: delivery.services.flatMap(({ name }) => complete(delivery, name, trial.name)),
        served: showsIn(delivery, trial.name, 'Evil words'),
      },
    },
    forges(delivery, way),
    stays(
      `What only ${branch} has does not go up, though a record says that ${proof.name} has proven it`,
      { service: leadOf(delivery), commit: { the: 'commit', of: leadOf(delivery), in: trial.name } },
      looked(/is not on this branch.*\(commit-elsewhere\)/),
    ),
  ];
}

/** A token that writes deployments can say of anything that it was proven anywhere. */
function forges(delivery: StoryDelivery, { trial, proof }: Way): Act {
  const branch = 'chore/forge';
  const { [leadOf(delivery)]: _, ...others } = tests(delivery, '');
  return {
    title: `A workflow of ${branch} writes a record of ${proof.name}`,
    branch,
    deeds: [push(branch, { changes: [forgery(delivery, trial.name, proof.name)] })],
    states: {
      runs: [
        {
          file: workflowFile(delivery, 'test'),
          event: 'push',
          conclusion: 'success',
          jobs: {
            ...others,
            [leadOf(delivery)]: { result: 'success', token: { contents: 'read', deployments: 'write' } },
          },
        },
      ],
      // It is of the run that it was copied from, so it is none of this act's.
      records: [],
      served: [],
    },
  };
}

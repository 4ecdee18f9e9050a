import type { Change } from '../story/deed.ts';
import type { JobStatement, RecordStatement } from '../story/statement.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { changesOf, leadOf, othersOf } from './changes.ts';
import { deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, builds, tests } from './facts/deploy.ts';
import type { Jobs } from './facts/jobs.ts';
import { workflowPath } from './facts/places.ts';
import { complete } from './facts/records.ts';
import { lastJob, rollouts } from './facts/rollouts.ts';
import { showsIn } from './facts/sights.ts';
import { branchOf, type Way, wayOf } from './facts/tiers.ts';

/** Whoever can push a branch writes its workflow files, and is held back by what is outside of them: the cloud's conditions, the rights of
 *  an identity in the registry, and the roles of the cluster. */
export const borders: Story = {
  name: 'borders',
  line: 'A branch rewrites its workflow to reach what is not its own: cloud, registry and cluster refuse it.',
  visibility: 'public',
  acts(delivery) {
    const way = wayOf(delivery);
    return [
      intoAnotherNamespace(delivery, way),
      asAnotherIdentity(delivery, way),
      intoAnotherRepository(delivery, way),
    ];
  },
};

/** The deployer of one tier rolls out into another. */
function intoAnotherNamespace(of: StoryDelivery, { trial, live }: Way): Act {
  const job = lastJob(of, trial, leadOf(of));
  const refused = new RegExp(`We may not .* in namespace "${live.namespace}"`);
  return anAct(of, `A branch rolls out into ${live.name}`, branchOf(trial, 'elsewhere'), {
    changes: [
      within(of, job, [
        `tier: ${trial.name}\\n((?: {10}.*\\n)*?) {10}namespace: ${trial.namespace}`,
        `tier: ${live.name}\n$2          namespace: ${live.namespace}`,
      ]),
      // What it builds has manifests for there.
      {
        path: workflowPath(of, 'deploy'),
        replace: new RegExp(`'${trial.name}' \\}\\}`, 'g'),
        by: `'${trial.name} ${live.name}' }}`,
      },
    ],
    differing: { [job]: { errors: [refused] } },
    records: [
      ...othersOf(of).flatMap((service) => complete(of, service, trial.name)),
      { kind: 'rollout', service: leadOf(of), tier: live.name, outcome: 'refused', sentence: refused },
    ],
  });
}

/** A job of a branch asks for the identity of another tier. */
function asAnotherIdentity(of: StoryDelivery, { trial, live }: Way): Act {
  const job = lastJob(of, trial, leadOf(of));
  return anAct(of, `A branch asks to be the deployer of ${live.name}`, branchOf(trial, 'somebody'), {
    changes: [within(of, job, [`/providers/tier-${trial.name}'`, `/providers/tier-${live.name}'`])],
    differing: { [job]: { errors: [/"The given credential is rejected by the attribute condition\."/] } },
    records: othersOf(of).flatMap((service) => complete(of, service, trial.name)),
  });
}

/** The builder of branches writes what protected tiers run. */
function intoAnotherRepository(of: StoryDelivery, { trial }: Way): Act {
  const branch = branchOf(trial, 'protected');
  const { repository, unprotected } = of.registry;
  const denied: Partial<JobStatement> = { result: 'failure', errors: [new RegExp(`/${repository}/`)] };
  const each = Object.fromEntries(of.services.map(({ name }) => [name, denied]));
  return {
    title: `A branch builds into ${repository}`,
    branch,
    deeds: [
      push(branch, {
        changes: [
          {
            path: workflowPath(of, 'deploy'),
            replace: new RegExp(`'${unprotected}' \\}\\}`, 'g'),
            by: `'${repository}' }}`,
          },
        ],
      }),
    ],
    states: {
      runs: [deployRun(of, 'failure', { ...tests(of, 'test'), ...builds(of, each) })],
      records: [],
      served: [],
    },
  };
}

interface Bent {
  readonly changes: readonly Change[];
  /** Of the job that is not let through. */
  readonly differing: Readonly<Record<string, Partial<JobStatement>>>;
  readonly records: readonly RecordStatement[];
}

function anAct(of: StoryDelivery, title: string, branch: string, { changes, differing, records }: Bent): Act {
  const { trial } = wayOf(of);
  const all: Jobs = rollouts(of, { tier: trial, after: BEFORE_ROLLOUTS });
  const bent = Object.entries(differing).map(([job, more]): [string, JobStatement] => {
    // What its steps are given is what the branch has written.
    const { steps: _, ...rest } = all[job] ?? { result: 'failure' };
    return [job, { ...rest, result: 'failure', ...more }];
  });
  return {
    title,
    branch,
    deeds: [push(branch, { changes })],
    states: {
      runs: [deployRun(of, 'failure', testedAndBuilt(of), all, Object.fromEntries(bent))],
      records,
      served: showsIn(of, trial.name, changesOf(of).first).filter(({ service }) => service !== leadOf(of)),
    },
  };
}

/** An edit within one job of the file. */
const within = (of: StoryDelivery, job: string, [pattern, by]: readonly [string, string]): Change => ({
  path: workflowPath(of, 'deploy'),
  replace: new RegExp(`(\\n  ${job}:\\n(?: {4}.*\\n)*?.*)${pattern}`, 'g'),
  by: `$1${by}`,
});

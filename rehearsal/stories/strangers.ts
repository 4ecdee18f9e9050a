import type { Deed } from '../story/deed.ts';
import type { JobStatement } from '../story/statement.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, push } from './facts/acts.ts';
import { type Asking, askingWorkflow, asks, callingWorkflow, idleWorkflow } from './facts/asking-files.ts';
import { type Door, doorsOf } from './facts/doors.ts';
import { EXITED, failed } from './facts/jobs.ts';
import { workflowFile } from './facts/places.ts';

const REJECTED = failed(/"The given credential is rejected by the attribute condition\."/);
const TOKEN = { 'id-token': 'write' } as const;
const ADMITTED: JobStatement = { result: 'success', token: TOKEN };

/** Each identity is for its own occasions: whatever else of a job is as it must be, one thing that is not keeps it out. */
export const strangers: Story = {
  name: 'strangers',
  line: 'Jobs ask the cloud to be who they are not: by another file, branch, event, environment or attempt.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const doors = doorsOf(delivery);
    return [
      opened(delivery),
      ...doors.flatMap((door) => [
        honest(delivery, door),
        ...again(delivery, door),
        ...[byAnotherFile, fromAnotherBranch, onAnotherEvent, inAnotherEnvironment].flatMap(
          (attack) => attack(delivery, door, doors) ?? [],
        ),
      ]),
    ];
  },
};

/** GitHub's own rule for the branches of an environment is out of the way: the cloud has to hold without it. */
function opened(of: StoryDelivery): Act {
  const branch = 'nobody/strangers';
  return act('An administrator opens every environment to every branch', branch, {
    deeds: [...new Set(doorsOf(of).flatMap(({ environment }) => environment ?? []))].map(
      (environment): Deed => ({
        do: 'set up an environment',
        as: `open ${environment}`,
        environment,
        branches: ['*', '*/**'],
      }),
    ),
    runs: [],
  });
}

const titleOf = ({ identity, file, branch, event }: Door): string =>
  `${identity} in ${file} on ${branch} by ${event === 'push' ? 'a push' : 'hand'}`;

const honest = (of: StoryDelivery, door: Door): Act => asking(of, door, { title: titleOf(door), ends: ADMITTED });

/** What is started again is the same run. Its first attempt fails when it is through. */
function again(of: StoryDelivery, door: Door): readonly Act[] {
  const first: JobStatement = { ...EXITED, token: TOKEN };
  const act = asking(of, { ...door, fails: true }, { title: `${titleOf(door)}, and fails`, ends: first });
  const [run] = act.states.runs;
  const { by: _, ...facts } = run ?? { file: door.file, event: door.event, conclusion: 'failure' };
  const ends = door.again ? first : { ...REJECTED, token: TOKEN };
  return [
    act,
    {
      ...act,
      title: `${titleOf(door)}, started again`,
      deeds: [{ do: 're-run failed jobs', branch: door.branch }],
      states: { ...act.states, runs: [{ ...facts, attempt: 2, jobs: { [pathOf(of, door)]: ends } }] },
    },
  ];
}

const isHonest = (doors: readonly Door[], door: Door): boolean => doors.some((one) => titleOf(one) === titleOf(door));

const FILES = ['rollback', 'build', 'deploy'];

function byAnotherFile(of: StoryDelivery, door: Door, doors: readonly Door[]): Act | undefined {
  const other = FILES.map((name) => ({ ...door, file: workflowFile(of, name) })).find((one) => !isHonest(doors, one));
  return other && asking(of, other, { title: `${titleOf(door)}, by another file`, ends: REJECTED });
}

/** The other branch calls the very file of the branch that it is for. */
function fromAnotherBranch(of: StoryDelivery, door: Door): Act | undefined {
  const { owner, name } = of.repository ?? { owner: 'rehearsal', name: 'platform' };
  const path = `.github/workflows/${door.file}`;
  const branch = 'topic/strangers';
  const deploy = workflowFile(of, 'deploy');
  const caller = door.event === 'push' ? deploy : door.file;
  const calling = callingWorkflow([door.event], `${owner}/${name}/${path}@${door.branch}`);
  return act(`${titleOf(door)}, called from another branch`, branch, {
    deeds: [
      push(door.branch, {
        as: 'prepare',
        changes: [
          asks(door.file, askingWorkflow(of, ['workflow_call'], door)),
          ...(door.file === deploy ? [] : [asks(deploy, idleWorkflow)]),
        ],
      }),
      push(branch, {
        changes: [asks(caller, calling), ...(caller === deploy ? [] : [asks(deploy, idleWorkflow)])],
      }),
      ...(door.event === 'push' ? [] : [dispatch(door.file, branch)]),
    ],
    cast: [{ job: 'call / ask', plays: 'itself' }],
    // Branches of nobody are tested.
    besides: [workflowFile(of, 'test')],
    runs: [
      { ...startedBy(door), file: caller, event: door.event, conclusion: 'failure', jobs: { 'call / ask': REJECTED } },
    ],
  });
}

/** Nothing is wrong with an event that the same file has on the same branch, too. */
function onAnotherEvent(of: StoryDelivery, door: Door, doors: readonly Door[]): Act | undefined {
  const event = door.event === 'push' ? 'workflow_dispatch' : 'push';
  const other = { ...door, event } as const;
  return isHonest(doors, other)
    ? undefined
    : asking(of, other, { title: `${titleOf(door)}, on another event`, ends: REJECTED });
}

function inAnotherEnvironment(of: StoryDelivery, door: Door): Act | undefined {
  const environment = of.tiers.find(({ name }) => name !== door.environment)?.name;
  return asking(of, { ...door, environment }, { title: `${titleOf(door)}, in another environment`, ends: REJECTED });
}

const pathOf = (of: StoryDelivery, { file, event }: Door): string =>
  file === workflowFile(of, 'deploy') || event !== 'push' ? 'ask' : 'call / ask';

const dispatch = (workflow: string, branch: string): Deed => ({
  do: 'dispatch',
  as: 'ask',
  workflow,
  branch,
  inputs: {},
});

const startedBy = ({ event }: Door): { readonly by?: string } => ({ by: event === 'push' ? 'push' : 'ask' });

/** One job of one file asks; nothing else runs. */
function asking(
  of: StoryDelivery,
  door: Door & Asking,
  { title, ends }: { readonly title: string; readonly ends: JobStatement },
): Act {
  const { branch, event, file } = door;
  const path = pathOf(of, door);
  const isCalled = path !== 'ask';
  const deploy = workflowFile(of, 'deploy');
  const caller = event === 'push' ? deploy : file;
  return act(title, branch, {
    deeds: [
      push(branch, {
        changes: [
          asks(file, askingWorkflow(of, [isCalled ? 'workflow_call' : event], door)),
          ...(isCalled ? [asks(caller, callingWorkflow([event], `./.github/workflows/${file}`))] : []),
          ...(caller === deploy || file === deploy ? [] : [asks(deploy, idleWorkflow)]),
        ],
      }),
      ...(event === 'push' ? [] : [dispatch(file, branch)]),
    ],
    cast: [{ job: path, plays: 'itself' }],
    runs: [
      {
        ...startedBy(door),
        file: caller,
        event,
        conclusion: ends.result,
        jobs: { [path]: ends },
      },
    ],
  });
}

import type { Outcome } from '../../domain/outcome.ts';
import { targetsOf } from '../../domain/waves.ts';
import { approvalEnvironment } from '../administrator.ts';
import type { Role } from '../story/role.ts';
import type { RunStatement } from '../story/statement.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, deployRun, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS } from './facts/deploy.ts';
import { adoption, EXITED, EXITS, failed, type Jobs, within } from './facts/jobs.ts';
import { adoptions, promoted, promotionJobs, promotionOf, proven, saidBefore } from './facts/promotion.ts';
import { COMPLETE, looks, rolledOut, verifies } from './facts/roles.ts';
import { afterAdoption, lastJob, recordJob, rollouts, verified } from './facts/rollouts.ts';
import { attemptStep } from './facts/steps.ts';
import { branchOf, type Way, wayOf } from './facts/tiers.ts';

/** Into a tier of people's approval comes what the tier before has proven and people have approved; nothing else. */
export const promotionGates: Story = {
  name: 'promotion-gates',
  line: 'What lacks evidence goes through the tier before; what is not proven and approved stays out.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const way = wayOf(delivery);
    const stage = scene(delivery, way);
    return [...goesOn(delivery, way, stage), ...staysOut(delivery, way, stage), ...refused(delivery, way, stage)];
  },
};

const USED_UP = /^A yes is good for the first attempt of a run alone\. Ask again: gh workflow run /;

/** What all acts have in common. */
interface Scene {
  readonly call: string;
  readonly names: readonly string[];
  readonly fact: { readonly tier: Way['live']; readonly call: string; readonly after: readonly string[] };
  play(
    title: string,
    conclusion: RunStatement['conclusion'],
    cast: readonly Role[],
    jobs: Jobs,
    more?: Partial<Act>,
  ): Act;
}

function scene(delivery: StoryDelivery, { live }: Way): Scene {
  const call = promotionOf(delivery, live);
  const branch = branchOf(live, 'gates');
  return {
    call,
    names: delivery.services.map(({ name }) => name),
    fact: { tier: live, call, after: BEFORE_ROLLOUTS },
    play: (title, conclusion, cast, jobs, more = {}) =>
      act(title, branch, {
        ...more,
        cast,
        runs: [deployRun(delivery, conclusion, testedAndBuilt(delivery), promotionJobs(delivery, live, call, jobs))],
      }),
  };
}

/** Each set of services that has no evidence yet. */
function goesOn(delivery: StoryDelivery, { proof, live }: Way, { call, names, fact, play }: Scene): readonly Act[] {
  const some = names.length > 1 ? names : [];
  const sets: readonly (readonly [unproven: readonly string[], outcomes: Readonly<Record<string, Outcome>>])[] = [
    [[], {}],
    [names, {}],
    ...some.map((name) => [[name], {}] as const),
    ...(proof.verify === undefined ? [] : some.map((name) => [names, { [name]: 'skipped' }] as const)),
  ];
  return sets.map(([unproven, outcomes]) =>
    play(
      `${lacking(unproven)} of ${proof.name}${Object.keys(outcomes)
        .map((name) => `, and ${name} is there already`)
        .join('')}`,
      'success',
      [
        ...looks(delivery, call, unproven),
        ...rolledOut(delivery, proof, call, outcomes),
        ...verifies(proof, call),
        ...rolledOut(delivery, live, call),
      ],
      promoted(delivery, { ...fact, unproven }),
    ),
  );
}

const lacking = (unproven: readonly string[]): string =>
  `${unproven.length === 0 ? 'Nothing' : unproven.join(' and ')} lacks evidence`;

/** A tier that verifies wants every service there, something new, and its checks to be complete; one that does not wants the first. */
const NOT_THERE: readonly Outcome[] = ['superseded'];

function staysOut(delivery: StoryDelivery, { proof, live }: Way, { call, names, play }: Scene): readonly Act[] {
  const looked = adoptions(delivery, { tier: live, call }, BEFORE_ROLLOUTS);
  const through = rollouts(delivery, { tier: proof, call, after: afterAdoption(call) });
  const unproven = looks(delivery, call, names);
  const verifying = proof.verify !== undefined;
  const same: readonly Outcome[] = verifying ? ['skipped'] : [];
  return [
    ...[...NOT_THERE, ...same].map((outcome) =>
      play(
        `Rollouts to ${proof.name} end ${outcome}, and prove nothing`,
        'success',
        [...unproven, ...rolledOut(delivery, proof, call, Object.fromEntries(names.map((name) => [name, outcome])))],
        { ...looked, ...through },
      ),
    ),
    ...names.flatMap((name) => {
      const job = within(call, lastJob(delivery, proof, name));
      return [
        play(
          `The rollout of ${name} to ${proof.name} is superseded`,
          'success',
          [...unproven, ...rolledOut(delivery, proof, call, { [name]: 'superseded' }), ...verifies(proof, call)],
          { ...looked, ...through },
        ),
        play(
          `The rollout of ${name} to ${proof.name} is complete, and its job fails after all`,
          'failure',
          [
            ...unproven,
            { job, plays: 'fails', says: EXITS, outputs: COMPLETE },
            ...rolledOut(delivery, proof, call),
            ...verifies(proof, call),
          ],
          { ...looked, ...through, [job]: { ...through[job], ...EXITED } },
        ),
        play(
          `The search for evidence of ${name} finds some, and fails after all`,
          'failure',
          [
            { job: adoption(call, name), plays: 'fails', says: EXITS, outputs: { adopted: 'true' } },
            ...looks(delivery, call),
          ],
          { ...looked, [adoption(call, name)]: EXITED },
        ),
      ];
    }),
    ...(names.length > 1 ? names : []).map((name) => {
      const job = adoption(call, name);
      const others = names.filter((other) => other !== name);
      return play(
        `The search for evidence of ${name} finds some, and fails after all, while the others go through ${proof.name}`,
        'failure',
        [
          { job, plays: 'fails', says: EXITS, outputs: { adopted: 'true' } },
          ...looks(delivery, call, others),
          ...rolledOut(delivery, proof, call),
          ...verifies(proof, call),
        ],
        {
          ...looked,
          ...rollouts(delivery, { tier: proof, call, after: afterAdoption(call), services: others }),
          [job]: EXITED,
        },
      );
    }),
    ...(verifying ? unverified(delivery, proof, call, { names, play, looked }) : []),
  ];
}

/** What lacks evidence has gone through the tier before, whose checks are not complete; what has some waits for it. */
function unverified(
  delivery: StoryDelivery,
  proof: Way['proof'],
  call: string,
  { names, play, looked }: Pick<Scene, 'names' | 'play'> & { readonly looked: Jobs },
): readonly Act[] {
  const check = within(call, recordJob(proof));
  const sets = [names, ...(names.length > 1 ? names.map((name) => [name]) : [])];
  return sets.flatMap((unproven) => {
    const jobs = {
      ...looked,
      ...rollouts(delivery, { tier: proof, call, after: afterAdoption(call), services: unproven }),
      ...verified(delivery, proof, call, unproven),
    };
    const cast = [...looks(delivery, call, unproven), ...rolledOut(delivery, proof, call)];
    return [
      play(
        `The verification of ${unproven.join(' and ')} in ${proof.name} is complete, and its job fails after all`,
        'failure',
        [...cast, { job: check, plays: 'fails', says: EXITS, outputs: { outcome: 'complete' } }],
        { ...jobs, [check]: EXITED },
      ),
      play(
        `The verification of ${unproven.join(' and ')} in ${proof.name} is green, and its records are not complete`,
        'success',
        [...cast, ...verifies(proof, call, 'unknown')],
        jobs,
      ),
    ];
  });
}

function refused(delivery: StoryDelivery, { live }: Way, { call, fact, play }: Scene): readonly Act[] {
  const protection = within(call, 'protection');
  const good = promoted(delivery, fact);
  const proves = looks(delivery, call);
  return [
    play(
      `${live.name} is not protected as the delivery says`,
      'failure',
      [...proves, { job: protection, plays: 'fails', says: EXITS }],
      { ...adoptions(delivery, { tier: live, call }, BEFORE_ROLLOUTS), [protection]: EXITED },
    ),
    play('People say no', 'failure', proves, proven(delivery, fact, 'rejected'), { reviewers: 'say no' }),
    askedAgain(delivery, live, { call, no: proven(delivery, fact, 'rejected') }),
    ...delivery.services.flatMap(({ name }) => {
      const job = within(call, lastJob(delivery, live, name));
      return [
        play(
          `The rollout of ${name} to ${live.name} fails`,
          'failure',
          [...proves, { job, plays: 'fails', says: EXITS }, ...rolledOut(delivery, live, call)],
          { ...good, [job]: { ...good[job], ...EXITED } },
        ),
        ...(targetsOf(delivery.cluster, live.clusters).kind === 'one'
          ? [startedAgain(delivery, live, { call, good, service: name })]
          : []),
      ];
    }),
  ];
}

/** What failed is started again, with the yes of the first attempt still there. */
function startedAgain(
  delivery: StoryDelivery,
  live: Way['live'],
  { call, good, service }: { readonly call: string; readonly good: Jobs; readonly service: string },
): Act {
  const branch = branchOf(live, 'gates');
  const job = within(call, lastJob(delivery, live, service));
  const again = {
    ...good[job],
    ...failed(USED_UP, /exit code 1/),
    steps: [attemptStep(delivery, live)],
  };
  const jobs = promotionJobs(delivery, live, call, {
    ...good,
    [within(call, 'gate')]: { result: 'success' },
    [job]: again,
  });
  return act(`The rollout of ${service} to ${live.name} is started again, and the yes counts no more`, branch, {
    deeds: [{ do: 're-run failed jobs', branch }],
    cast: [{ job, plays: 'itself' }],
    runs: [{ ...deployRun(delivery, 'failure', testedAndBuilt(delivery), jobs), attempt: 2 }],
  });
}

/** People are asked once more by the same run, and say yes. */
function askedAgain(
  delivery: StoryDelivery,
  live: Way['live'],
  { call, no }: { readonly call: string; readonly no: Jobs },
): Act {
  const branch = branchOf(live, 'gates');
  const gate = within(call, 'gate');
  const again = {
    ...no[gate],
    ...failed(USED_UP, /exit code 1/),
    steps: [attemptStep(delivery, live)],
    waits: [
      {
        for: 'reviewers' as const,
        environment: approvalEnvironment(live.name),
        earlier: saidBefore(live, 'rejected'),
        answer: saidBefore(live, 'approved'),
      },
    ],
  };
  const jobs = promotionJobs(delivery, live, call, { ...no, [gate]: again });
  return act('A run that people said no to is started again, and a yes counts no more', branch, {
    deeds: [{ do: 're-run failed jobs', branch }],
    cast: [{ job: gate, plays: 'itself' }],
    runs: [{ ...deployRun(delivery, 'failure', testedAndBuilt(delivery), jobs), attempt: 2 }],
  });
}

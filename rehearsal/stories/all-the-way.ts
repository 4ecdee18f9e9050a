import type { Tier } from '../../domain/tier.ts';
import { defaultBranch } from '../branches.ts';
import type { Statement } from '../story/statement.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { changesOf, leadOf, othersOf } from './changes.ts';
import { push } from './facts/acts.ts';
import { erringOf } from './facts/alerts.ts';
import { BEFORE_ROLLOUTS } from './facts/deploy.ts';
import { rollBack, rollbackRun } from './facts/dispatches.ts';
import { gets, goesOn, type Journey, journeyOf, otherWords, pushed, roadOf, shows, wordsOf } from './facts/journey.ts';
import { bad, complete, refusedBack } from './facts/records.ts';
import { refusesRecord, rolledBackBy } from './facts/rollback.ts';
import { rollout } from './facts/rollouts.ts';
import { branchOf, takesPushes } from './facts/tiers.ts';
import { visitsOf } from './facts/visits.ts';

const CRASH = /FEATURE_FLAGS|exit/;
/** What is left of that in a record, of which GitHub keeps 140 characters: names may be long. */
const RECORDED = /crashes|FEATURE_FLAGS|exit/;

/** A delivery from its first tier to its last one and back, whatever they are. */
export const allTheWay: Story = {
  name: 'all-the-way',
  line: 'From the first tier to the last one, with a crash, a hotfix and a way back.',
  visibility: 'public',
  remembers: true,
  acts(delivery) {
    const journey = journeyOf(delivery);
    const crash = crashes(delivery, journey);
    const mended = crash.length > 0 && crash[0]?.branch === roadOf(journey.first);
    const words = wordsOf(delivery);
    const says = mended ? words.mended : words.first;
    const hotfix = hotfixed(delivery, journey, says);
    return [
      reaches(delivery, journey),
      ...crash,
      ...(mended ? [isMended(delivery, journey)] : []),
      ...merges(delivery, journey, says, crash.length > 0 && !mended),
      ...hotfix,
      ...forged(delivery, journey),
      ...(hotfix.length > 0
        ? [returns(delivery, journey, says)]
        : mended && journey.later.length === 0
          ? [returns(delivery, journey, words.first)]
          : []),
    ];
  },
};

const namesOf = ({ services }: StoryDelivery): readonly string[] => services.map(({ name }) => name);

/** Services whose tests have passed for a branch, where those branches have tested the same files. What the default branch has tested, all can read. */
const passedOn = (branch: string, tested: readonly string[], of: StoryDelivery): readonly string[] =>
  tested.includes(branch) || tested.includes(defaultBranch(of)) ? namesOf(of) : [];

const all = (of: StoryDelivery, tier: Tier, provenIn?: string) =>
  namesOf(of).flatMap((service) => complete(of, service, tier.name, provenIn === undefined ? {} : { provenIn }));

function reaches(of: StoryDelivery, { first }: Journey): Act {
  const branch = roadOf(first);
  return {
    title: `A push to ${branch} reaches ${first.name}${verifiedWords(first)}`,
    branch,
    deeds: [
      push(branch, {
        message: 'feat: better words',
        changes: namesOf(of).map((name) => {
          const { first: before, says } = changesOf(of, name);
          return says(before, name === leadOf(of) ? wordsOf(of).first : otherWords(of, name));
        }),
      }),
    ],
    states: {
      runs: [pushed(of, { trust: first.trust, isNew: namesOf(of) }, gets(of, first))],
      records: all(of, first),
      ...seen(of, first, wordsOf(of).first),
    },
  };
}

/** What people see of a tier, and what they get at its edge. */
const seen = (of: StoryDelivery, tier: Tier, says: string): Pick<Statement, 'served' | 'visits'> => {
  const served = shows(of, tier, says);
  return { served, visits: visitsOf(of, tier, served) };
};

const verifiedWords = ({ verify }: Tier): string => (verify === undefined ? '' : ' and passes its end-to-end tests');

/** Where checks of the tier wait for all services, what becomes of the good ones is another story. */
function crashes(of: StoryDelivery, { first }: Journey): readonly Act[] {
  const [broken = ''] = namesOf(of);
  if (first.verify !== undefined && of.services.length > 1) return [];
  const branch = branchOf(first, 'flags');
  const jobs = namesOf(of).map((service) =>
    rollout(of, { tier: first, service, after: BEFORE_ROLLOUTS, ...(service === broken ? { bad: CRASH } : {}) }),
  );
  return [
    {
      title: 'A push that crashes is explained and rolled back',
      branch,
      deeds: [
        push(branch, { from: roadOf(first), message: 'feat: feature flags', changes: [changesOf(of, broken).crash] }),
      ],
      states: {
        runs: [
          pushed(
            of,
            {
              trust: first.trust,
              isNew: [broken],
              passed: passedOn(branch, [roadOf(first)], of).filter((name) => name !== broken),
            },
            Object.assign({}, ...jobs),
            'failure',
          ),
        ],
        records: namesOf(of).flatMap((service) =>
          service === broken ? bad(of, service, first.name, RECORDED) : complete(of, service, first.name),
        ),
        served: shows(of, first, wordsOf(of).first),
      },
    },
  ];
}

/** What crashed is on the branch that everybody goes on from. */
function isMended(of: StoryDelivery, { first }: Journey): Act {
  const [broken = ''] = namesOf(of);
  const branch = roadOf(first);
  return {
    title: `The next push mends that and reaches ${first.name}`,
    branch,
    deeds: [
      push(branch, {
        from: branch,
        message: 'fix: no feature flags',
        changes: [changesOf(of, broken).mended, changesOf(of).says(wordsOf(of).first, wordsOf(of).mended)],
      }),
    ],
    states: {
      runs: [pushed(of, { trust: first.trust, isNew: [leadOf(of)], passed: othersOf(of) }, gets(of, first))],
      records: all(of, first),
      served: shows(of, first, wordsOf(of).mended),
    },
  };
}

/** The same commit passes one tier after the other. What is built is found again where it may be taken from. */
function merges(of: StoryDelivery, { first, later }: Journey, says: string, meanwhile: boolean): readonly Act[] {
  const road = [first, ...later];
  return later.map((tier, index): Act => {
    const before = road[index] ?? first;
    const isKnown = road.slice(0, index + 1).some(({ trust }) => trust === tier.trust);
    const branch = roadOf(tier);
    return {
      title: mergeTitle(tier),
      branch,
      ...(meanwhile && index === 0 && takesPushes(tier) ? { meanwhile: true } : {}),
      deeds: [goesOn(tier, roadOf(before))],
      states: {
        // Another repository of images: nothing of a trial is there.
        runs: [
          pushed(
            of,
            {
              trust: tier.trust,
              isNew: isKnown ? [] : namesOf(of),
              passed: passedOn(branch, road.slice(0, index + 1).map(roadOf), of),
            },
            gets(of, tier),
          ),
        ],
        records: all(of, tier, tier.after),
        ...seen(of, tier, says),
      },
    };
  });
}

function mergeTitle(tier: Tier): string {
  const { name, after, approval } = tier;
  const waits = approval === undefined ? '' : 'waits for approval and ';
  const bytes = after === undefined ? '' : ` with the very bytes that ${after} ran`;
  return `A merge to ${roadOf(tier)} ${waits}reaches ${name}${bytes}${verifiedWords(tier)}`;
}

/** Nothing goes up unproven; where the tier before takes builds, it proves them now. */
function hotfixed(of: StoryDelivery, { later, last, proof }: Journey, before: string): readonly Act[] {
  if (later.length === 0 || (proof !== undefined && !takesPushes(proof))) return [];
  const lead = leadOf(of);
  const branch = roadOf(last);
  const erring = erringOf(of, last, lead);
  const through =
    proof === undefined
      ? `A hotfix on ${branch} reaches ${last.name}`
      : `A hotfix on ${branch} that ${proof.name} never saw goes through ${proof.name} first`;
  return [
    {
      title: erring === undefined ? through : `${through}; what no test asks for fails, and wakes somebody`,
      branch,
      deeds: [
        push(branch, {
          from: branch,
          message: 'fix: the words again',
          changes: [changesOf(of).says(before, wordsOf(of).hotfix), ...(erring === undefined ? [] : [erring.change])],
        }),
      ],
      states: {
        runs: [
          pushed(
            of,
            { trust: last.trust, isNew: [lead], passed: othersOf(of) },
            gets(of, last, proof === undefined ? [] : [lead]),
          ),
        ],
        records: [...(proof === undefined ? [] : complete(of, lead, proof.name)), ...all(of, last, proof?.name)],
        served: [
          ...(proof === undefined ? [] : shows(of, proof, wordsOf(of).hotfix)),
          ...shows(of, last, wordsOf(of).hotfix),
        ],
        ...(erring === undefined ? {} : { alerts: erring.alerts }),
      },
    },
  ];
}

function forged(of: StoryDelivery, { first, last, later }: Journey): readonly Act[] {
  if (later.length === 0) return [];
  const service = leadOf(of);
  const branch = roadOf(last);
  return [
    {
      title: `A dispatch that names a forged record is refused: nobody asks GitHub what was good in ${last.name}`,
      branch,
      deeds: [
        {
          do: 'forge a record',
          branch: roadOf(first),
          ...{ service, tier: last.name },
          release: { the: 'release', of: service, in: first.name },
        },
        rollBack(of, { tier: last, service, branch }, { the: 'record', of: service, in: last.name }),
      ],
      states: {
        runs: [rollbackRun(of, 'failure', refusesRecord(of, last, service))],
        records: refusedBack(of, service, last.name),
        served: [],
      },
    },
  ];
}

function returns(of: StoryDelivery, { last }: Journey, says: string): Act {
  const service = leadOf(of);
  const branch = roadOf(last);
  const erring = erringOf(of, last, service);
  return {
    title: `One dispatch returns ${last.name} to the release before`,
    branch,
    deeds: [rollBack(of, { tier: last, service, branch })],
    states: {
      runs: [rollbackRun(of, 'success', rolledBackBy(of, { tier: last, service }))],
      records: complete(of, service, last.name, { kind: 'rollback' }),
      served: shows(of, last, says),
      ...(erring === undefined ? {} : { alerts: { ...erring.alerts, fires: [] } }),
    },
  };
}

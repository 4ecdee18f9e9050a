import type { Delivery } from '../../domain/delivery.ts';
import type { TestSuite } from '../../domain/runtime/runtimes.ts';
import { targetsOf } from '../../domain/waves.ts';

/** What of a delivery takes the most room in the files of its workflows, and what to do about it. */
export interface LargestPart {
  readonly field: string;
  readonly value: unknown;
  readonly instead: string;
}

interface Sized extends LargestPart {
  readonly bytes: number;
}

/** A job of a tier has about so many bytes, besides the texts of the delivery. */
const JOB = 3500;

/** Named when not even one service fits into a file. */
export function largestPart(delivery: Delivery): LargestPart {
  const [first, ...others] = [...wavesOf(delivery), ...textsOf(delivery), tiersOf(delivery)].sort(
    (one, other) => other.bytes - one.bytes,
  );
  const { field, value, instead } = first ?? others[0] ?? tiersOf(delivery);
  return { field, value, instead };
}

const tiersOf = ({ tiers }: Delivery): Sized => ({
  field: 'tiers',
  value: tiers.length,
  bytes: JOB * tiers.length,
  instead: 'One service alone is too much in so many tiers: take some out.',
});

/** Each wave has two jobs, and each judge names all clusters. */
const wavesOf = ({ tiers, cluster }: Delivery): readonly Sized[] =>
  tiers.flatMap((tier, index) => {
    const targets = targetsOf(cluster, tier.clusters);
    if (targets.kind === 'one') return [];
    const { order } = targets.waves;
    const count = order.flat().length;
    return [
      {
        field: `tiers[${index}].clusters`,
        value: `${count} clusters in ${order.length} waves`,
        bytes: order.length * (2 * JOB + 30 * count),
        instead: 'Put more clusters into a wave: every wave has two jobs, and names all clusters.',
      },
    ];
  });

/** What is long in a test: its command, or all of its steps. */
const longestPart = (test: TestSuite, at: string): { readonly field: string; readonly text: string } =>
  'command' in test
    ? { field: `${at}.command`, text: test.command }
    : { field: `${at}.steps`, text: JSON.stringify(test.steps) };

const textsOf = ({ tiers, services }: Delivery): readonly Sized[] =>
  [
    ...services.map(({ test }, index) => longestPart(test, `services[${index}].test`)),
    ...tiers.flatMap(({ verify, rollout }, index) => [
      ...(verify === undefined ? [] : [{ field: `tiers[${index}].verify.command`, text: verify.command }]),
      { field: `tiers[${index}].rollout`, text: JSON.stringify(rollout) },
    ]),
  ].map(({ field, text }) => ({
    field,
    value: `${text.slice(0, 40)}…`,
    bytes: text.length,
    instead: 'That text takes most of it: shorten it, or put it into a script of the repository.',
  }));

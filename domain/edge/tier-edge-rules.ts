import type { Problem } from '../problem.ts';
import { broken, type Part } from '../rules/claim.ts';
import type { Service } from '../service.ts';
import type { Tier } from '../tier.ts';
import { rangeProblem } from './address-range.ts';
import { edgeName, LONGEST_CLOUD_NAME } from './cloud-names.ts';
import type { Edge } from './edge.ts';
import { isOpen } from './tier-edge.ts';

/** What a list of addresses may have: more, and nobody knows who is in it. Cloud Armor takes ten in one rule, and 200 rules. */
const MOST_RANGES = 200;

/** Names that are nobody's, for examples. @see https://www.rfc-editor.org/rfc/rfc2606 */
const OF_EXAMPLES = /(^|\.)(example(\.(com|net|org))?|invalid|localhost|test)$/;

interface Parts {
  readonly services: readonly Part<Service>[];
  readonly tiers: readonly Part<Tier>[];
}

/** What is wrong with a tier behind an edge. */
export const tierEdgeProblems = ({ at, value: tier }: Part<Tier>, edge: Edge, { tiers }: Parts): Problem[] => [
  ...closedProduction({ at, value: tier }, tiers),
  ...(tier.allow === 'public' ? [] : listProblems(tier.allow, `${at}.allow`)),
  ...shutOutTests({ at, value: tier }),
  ...(isOpen(tier) ? placeProblems(tier, at, edge) : []),
];

/** Users are behind the last protected tier: an empty list there is more likely forgotten than meant. */
const closedProduction = (
  { at, value: { name, allow, trust } }: Part<Tier>,
  tiers: readonly Part<Tier>[],
): Problem[] =>
  trust === 'unprotected' || isOpen({ allow }) || tiers.some(({ value }) => value.after === name)
    ? []
    : [
        {
          field: `${at}.allow`,
          value: allow,
          message: `Nobody could reach this tier, which no other comes after: say allow: 'public', or the addresses that may.`,
        },
      ];

/** Checks run on GitHub's machines, and their addresses are those of everybody's jobs: a list that has them keeps nobody out.
 *  @see https://docs.github.com/en/actions/reference/runners/github-hosted-runners#ip-addresses */
const shutOutTests = ({ at, value: { allow, verify } }: Part<Tier>): Problem[] =>
  verify?.reach !== 'host' || allow === 'public'
    ? []
    : [
        {
          field: `${at}.allow`,
          value: allow,
          message: `Its checks could not reach it: they run on GitHub's machines, which no list should name. Say verify: e2e({ …, reach: 'job' }), which runs them inside it; or allow: 'public', or reach: 'variables' where variables of the environment name addresses that lead past the edge.`,
        },
      ];

const listProblems = (ranges: readonly string[], at: string): Problem[] => [
  ...(ranges.length > MOST_RANGES
    ? [
        {
          field: at,
          value: ranges.length,
          message: `A list has ${MOST_RANGES} ranges at most: put neighbours together, or say 'public'.`,
        },
      ]
    : []),
  ...ranges.flatMap((range, index) => {
    const message =
      rangeProblem(range) ??
      (ranges.indexOf(range) === index ? undefined : 'It is in the list already: once is enough.');
    return message === undefined ? [] : [{ field: `${at}[${index}]`, value: range, message }];
  }),
];

const placeProblems = (tier: Tier, at: string, edge: Edge): Problem[] =>
  broken(at, [
    {
      field: 'host',
      value: tier.host,
      holds: !OF_EXAMPLES.test(tier.host),
      message: 'This name is for examples, and nobody gets a certificate for it: say the host that users know.',
    },
    {
      field: 'name',
      value: tier.name,
      holds: edgeName(tier).length <= LONGEST_CLOUD_NAME,
      message: `Its load balancer would be called "${edgeName(tier)}", and Google Cloud takes ${LONGEST_CLOUD_NAME} characters: use a shorter name.`,
    },
    {
      field: 'clusters',
      value: 'several',
      holds: (tier.clusters?.order.flat().length ?? 1) <= 1,
      message: `One address leads to one cluster: an edge before several is not made. Leave the edge or the other clusters out, or say allow: [] and route to them yourself.`,
    },
    {
      field: 'rollout.traffic',
      value: 'gateway',
      holds: !(edge.kind === 'gateway' && isByWeight(tier)),
      message:
        'The Service of such a canary would stand beside the list of addresses, which is attached to Services: say traffic: replicas, which divides the same traffic by the number of pods.',
    },
    {
      field: 'rollout.traffic',
      value: 'gateway',
      holds: !(edge.kind === 'nginx' && isByWeight(tier)),
      message: 'Weights are those of an HTTPRoute, and nginx has none: say traffic: replicas, or edge: gateway().',
    },
  ]);

const isByWeight = ({ rollout }: Tier): boolean => rollout.kind === 'canary' && rollout.traffic === 'gateway';

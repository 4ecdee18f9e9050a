import type { Delivery } from '../delivery.ts';
import {
  type ExternalSecrets,
  LONGEST_SECRET_ID,
  SECRET_READER,
  SHORTEST_REFRESH,
  tierSecrets,
} from '../external-secrets.ts';
import { serviceOfHistory } from '../history-object.ts';
import { nameIn } from '../name-in-tier.ts';
import type { Problem } from '../problem.ts';

const FIELD = 'secretsFrom';

type Kept = Pick<Delivery, 'cluster' | 'services' | 'tiers'>;

/** Where the value of one key would be kept. */
interface Place {
  readonly id: string;
  /** For people: which key it is of. */
  readonly words: string;
}

/** What Secret Manager would not keep, would keep twice in one place, or could not be asked for. */
export function externalSecretsProblems({ refresh }: ExternalSecrets, delivery: Kept): readonly Problem[] {
  const places = placesOf(delivery);
  return [
    ...(Number.isInteger(refresh) && refresh >= SHORTEST_REFRESH
      ? []
      : [
          wrong(
            `Secret Manager is asked once for each key and time: wanted whole seconds, ${SHORTEST_REFRESH} or more.`,
            refresh,
            `${FIELD}.refresh`,
          ),
        ]),
    ...(delivery.cluster.identity.pool === undefined
      ? [
          wrong(
            'Nothing says which project keeps them: say the `pool` of `workloadIdentity(…)`, or leave it out and create the Secrets yourself.',
          ),
        ]
      : []),
    ...(places.length === 0
      ? [
          wrong(
            'No service reads a Secret, so none would come from anywhere: say `secrets` of a service, or leave it out.',
          ),
        ]
      : []),
    ...placeProblems(places),
    ...takenProblems(delivery),
    ...readerProblems(delivery),
  ];
}

const wrong = (message: string, value: unknown = 'external-secrets', field: string = FIELD): Problem => ({
  ...{ field, value, message },
});

const placesOf = (delivery: Kept): readonly Place[] =>
  delivery.tiers.flatMap((tier) =>
    tierSecrets(delivery, tier).flatMap(({ name, keys }) =>
      keys.map(({ key, id }) => ({
        id,
        words: `key "${key}" of the Secret "${name}" in namespace "${tier.namespace}"`,
      })),
    ),
  );

/** A value has a place that is its own, with a name that is taken. */
function placeProblems(places: readonly Place[]): readonly Problem[] {
  const firsts = new Map(places.toReversed().map((place) => [place.id, place]));
  return places.flatMap((place) => {
    const { id, words } = place;
    if (id.length > LONGEST_SECRET_ID)
      return [
        wrong(
          `The ${words} would have an id of ${id.length} characters in Secret Manager, which takes ${LONGEST_SECRET_ID}: shorten one of the three names.`,
          id,
        ),
      ];
    const other = firsts.get(id);
    return other === undefined || other === place
      ? []
      : [
          wrong(
            `The ${words} would be kept where the ${other.words} is, so that one had the value of the other: call one of them otherwise.`,
            id,
          ),
        ];
  });
}

/** The operator makes its own what has no owner. */
const takenProblems = (delivery: Kept): readonly Problem[] =>
  [...new Set(delivery.tiers.flatMap((tier) => tierSecrets(delivery, tier).map(({ name }) => name)))]
    .filter((name) => serviceOfHistory(name) !== undefined)
    .map((name) =>
      wrong(
        'A rollout keeps its history in Secrets that are called so, and the operator would take it over: call it otherwise.',
        name,
      ),
    );

/** Pods of a service run as an account of its name. */
const readerProblems = ({ services, tiers }: Kept): readonly Problem[] =>
  tiers.flatMap((tier) =>
    services
      .filter(({ name }) => nameIn(tier, name) === SECRET_READER)
      .map(({ name }) =>
        wrong(
          `In tier "${tier.name}" its pods would run as the account "${SECRET_READER}", which reads every secret of the tier: call the service otherwise.`,
          name,
        ),
      ),
  );

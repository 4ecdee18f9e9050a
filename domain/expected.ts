import type { InputSpec } from './action-contract.ts';
import { type DigestReference, formatDigestReference } from './image.ts';
import { Refusal } from './refusal.ts';

/** The bytes that a step is there for: those of one service, for one tier, from the one repository where builds of the tier's trust
 *  put them. What a step is handed names bytes, and must be these. */
export interface Expected {
  readonly repository: string;
  readonly service: string;
  readonly tier: string;
}

/** How an action asks for them. Workflows fill all of them in from the delivery; nothing that a run is started with reaches them. */
export const EXPECTED_INPUTS = {
  service: { description: 'Name of the service. Bytes of another one are refused.', required: true },
  tier: { description: 'Name of the tier. What was not made for it is refused.', required: true },
  repository: {
    description:
      'Where image and releases of the service lie for this tier, `host/path` without tag or digest. Bytes from anywhere else are refused before the first write.',
    required: true,
  },
} as const satisfies Record<keyof Expected, InputSpec>;

/** The same for a step that is there for several services of a tier: one line for each. */
export const EXPECTED_PLACES = {
  description:
    'Where image and releases of each service lie for this tier, one a line: service, and `host/path` without tag or digest. Bytes from anywhere else are refused.',
  required: true,
} as const satisfies InputSpec;

/** Bytes that a step is handed as those of a service. */
export interface Handed {
  readonly service: string;
  readonly release: DigestReference;
}

/** Where bytes of the service lie. @throws Refusal for a service that the step is not there for, and for bytes that lie elsewhere */
export function demandPlace({ service, release }: Handed, places: ReadonlyMap<string, string>): { repository: string } {
  const name = formatDigestReference(release);
  const repository = places.get(service);
  if (repository === undefined)
    throw new Refusal(
      'other-service',
      `${name} is said to be a release of "${service}"; wanted one of ${[...places.keys()].join(', ')}.`,
    );
  demandRepository(name, release.repository, { repository });
  return { repository };
}

/** @throws Refusal unless bytes lie where they are expected */
export function demandRepository(what: string, found: string, { repository }: Pick<Expected, 'repository'>): void {
  if (found === repository) return;
  throw new Refusal(
    'other-repository',
    `${what} lies in ${found}; wanted one of ${repository}. Bytes of another repository were built by somebody with other rights.`,
  );
}

/** @throws Refusal unless a release was made for the service */
export function demandService(what: string, found: string, { service }: Pick<Expected, 'service'>): void {
  if (found === service) return;
  throw new Refusal('other-service', `${what} is a release of "${found}", not of "${service}".`);
}

import type { InputSpec } from './action-contract.ts';
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

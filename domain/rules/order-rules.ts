import type { Delivery } from '../delivery.ts';
import type { JobService } from '../job-service.ts';
import { lotsOf } from '../lots.ts';
import type { Problem } from '../problem.ts';
import type { Service } from '../service.ts';
import type { Tier } from '../tier.ts';
import type { Part } from './claim.ts';

const jobsOf = (services: readonly Part<Service>[]): readonly Part<JobService>[] =>
  services.flatMap(({ at, value }) => (value.kind === 'job' ? [{ at, value }] : []));

/** What is wrong with the order that Jobs ask for, and with the time that tiers leave them. */
export const orderProblems = (services: readonly Part<Service>[], tiers: readonly Part<Tier>[]): Problem[] =>
  jobsOf(services).flatMap(({ at, value }) => [
    ...value.before.flatMap((name, index) => {
      const message = whyNotBefore(value, index, services);
      return message === undefined ? [] : [{ field: `${at}.before[${index}]`, value: name, message }];
    }),
    ...tiers
      .filter(({ value: { timeout } }) => timeout <= value.deadline)
      .map(({ value: { name, timeout } }) => ({
        field: `${at}.deadline`,
        value: value.deadline,
        message: `The tier "${name}" waits ${timeout} s for a rollout, so nobody would see how the run ends: wanted fewer seconds, or a longer \`timeout\` of the tier.`,
      })),
  ]);

function whyNotBefore(
  { name: own, before }: JobService,
  index: number,
  services: readonly Part<Service>[],
): string | undefined {
  const name = before[index];
  const other = services.find(({ value }) => value.name === name)?.value;
  if (name === own) return 'It cannot wait for itself: leave it out.';
  if (before.indexOf(name ?? '') !== index) return 'It is named twice; once is enough.';
  if (other === undefined)
    return `There is no such service; wanted one of: ${services.map(({ value }) => value.name).join(', ')}.`;
  return other.kind === 'job'
    ? 'It is a Job itself, and Jobs of a delivery run in no order: make one of both.'
    : undefined;
}

/** Services of several lots are rolled out by several runs, and none of them waits for another, nor is built in one go with the checks. Asked of
 *  deliveries that are right otherwise. */
export function lotProblems(delivery: Delivery): Problem[] {
  const inside = delivery.tiers.flatMap(({ verify }, index) => (verify?.reach === 'job' ? [index] : []));
  // Most deliveries have neither, and lots are reckoned from all that they say.
  if (inside.length === 0 && !delivery.services.some((service) => service.kind === 'job' && service.before.length > 0))
    return [];
  const lots = lotsOf(delivery);
  return [...(lots.length > 1 ? inside.map(builtTwice) : []), ...partedProblems(delivery, lots)];
}

const builtTwice = (index: number): Problem => ({
  field: `tiers[${index}].verify.reach`,
  value: 'job',
  message:
    "GitHub takes no file as large as all services need, and each of several would build these checks, of which the last would be refused as other bytes of one commit: say reach: 'host' or 'variables', or make two deliveries.",
});

function partedProblems(delivery: Delivery, lots: ReturnType<typeof lotsOf>): Problem[] {
  const lotOf = (name: string) => lots.find(({ services }) => services.some((each) => each.name === name))?.number;
  return delivery.services.flatMap((service, at) =>
    service.kind !== 'job'
      ? []
      : service.before
          .map((name, index) => ({ field: `services[${at}].before[${index}]`, value: name }))
          .filter(({ value }) => lotOf(value) !== lotOf(service.name))
          .map((place) => ({
            ...place,
            message:
              'GitHub takes no file as large as all services need, and this one is in another file, which cannot wait: put both next to each other in `services`.',
          })),
  );
}

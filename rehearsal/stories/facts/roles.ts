import type { Outcome } from '../../../domain/outcome.ts';
import type { Service } from '../../../domain/service.ts';
import type { Tier } from '../../../domain/tier.ts';
import { approverLine } from '../../administrator.ts';
import type { Role } from '../../story/role.ts';
import type { StoryDelivery } from '../../story/story.ts';
import type { Built } from './built.ts';
import { adoption, within } from './jobs.ts';
import { imageOf } from './places.ts';
import { lastJob, recordJob, verifyJob } from './rollouts.ts';

/** What a rollout says of itself that went well. */
export const COMPLETE = { outcome: 'complete', record: '1' } as const;

/** Stands in for a rollout: green, with this outcome. */
export const rolledOut = (
  delivery: StoryDelivery,
  tier: Tier,
  call = '',
  outcomes: Readonly<Record<string, Outcome>> = {},
): readonly Role[] =>
  delivery.services.map((service) => ({
    job: within(call, lastJob(delivery, tier, service.name)),
    plays: 'passes',
    outputs: {
      ...COMPLETE,
      outcome: outcomes[service.name] ?? COMPLETE.outcome,
      ...asked(delivery, tier, service),
    },
  }));

/** A tier with proof before it asks for that once more, before it is written, and one that people approve reads back who did. */
const asked = (of: StoryDelivery, { after, approval }: Tier, service: Service): Readonly<Record<string, string>> => ({
  ...(after === undefined ? {} : { adopted: 'true', release: foundOf(of, service) }),
  ...(approval === undefined ? {} : { approvers: approverLine(approval) }),
});

/** A release where protected branches are built; it looks like one, and is none. */
const foundOf = (of: StoryDelivery, service: Service): string => `${imageOf(of, service, 'protected')}@${NO_DIGEST}`;

/** Stands in for the verification of a tier. */
export const verifies = (tier: Tier, call = '', outcome: Outcome = 'complete'): readonly Role[] =>
  tier.verify === undefined
    ? []
    : [
        { job: within(call, verifyJob(tier)), plays: 'passes' },
        { job: within(call, recordJob(tier)), plays: 'passes', outputs: { outcome } },
      ];

/** Stands in for the jobs that look for evidence. @param unproven services without any */
export const looks = (of: StoryDelivery, call: string, unproven: readonly string[] = []): readonly Role[] =>
  of.services.map((service) => ({
    job: adoption(call, service.name),
    plays: 'passes',
    outputs: { adopted: String(!unproven.includes(service.name)), release: foundOf(of, service) },
  }));

/** Stands in for the job that looks at what an approval would change. */
export const asksPeople = ({ services }: StoryDelivery, call: string): readonly Role[] => [
  {
    job: within(call, 'protection'),
    plays: 'passes',
    outputs: { shown: services.map(({ name }) => `${name} none none`).join('\n') },
  },
];

/** Jobs that hang. */
export const hang = (jobs: Iterable<string>): readonly Role[] => [...jobs].map((job) => ({ job, plays: 'hangs' }));

/** Stands in for the tests of all services, which pass. */
export const tested = ({ services }: StoryDelivery): readonly Role[] =>
  services.map(({ name }) => ({ job: `test / ${name}`, plays: 'passes' }));

/** A digest that nothing has. */
export const NO_DIGEST = `sha256:${'0'.repeat(64)}`;

/** Stands in for the builds of all services. What they say they made looks like a release, and is none. */
export const built = (of: StoryDelivery, { trust }: Tier): readonly Role[] =>
  of.services.map((service) => {
    const release = `${imageOf(of, service, trust)}@${NO_DIGEST}`;
    return { job: `build / ${service.name}`, plays: 'passes', outputs: { release } };
  });

/** Stands in for every step of the tests. */
export const testedStepByStep = (of: StoryDelivery, { passed = [] }: Pick<Built, 'passed'>): readonly Role[] =>
  of.services
    .filter(({ testInputs }) => testInputs !== undefined)
    .map(({ name }) => ({
      job: `test / ${name}`,
      plays: 'passes',
      outputs: { 'cache-hit': String(passed.includes(name)), 'cache-primary-key': `passed-${name}-` },
    }));

/** Stands in for every step of the builds: what they look for is there, or it is made. */
export const builtStepByStep = (of: StoryDelivery, { trust, isNew, pins = '' }: Built): readonly Role[] =>
  of.services.map((service) => {
    const base = service.base === undefined ? '' : `${service.base.replace(/:[^/]*$/, '')}@${NO_DIGEST}`;
    const ref = `${imageOf(of, service, trust)}@${NO_DIGEST}`;
    return {
      job: `build / ${service.name}`,
      plays: 'passes',
      outputs: {
        ...{ base, 'build-args': base === '' ? '' : `BASE=${base}`, ref, release: ref, digest: NO_DIGEST },
        'build-contexts': pins,
        exists: String(!isNew.includes(service.name)),
      },
    };
  });

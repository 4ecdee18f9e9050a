import { hostVariable, leadsToOldName } from '../called-service.ts';
import { environmentParts } from '../environment.ts';
import { nameIn } from '../name-in-tier.ts';
import { ALL } from '../per-tier.ts';
import type { Problem } from '../problem.ts';
import { type Service, strategyIn } from '../service.ts';
import type { Strategy } from '../strategy.ts';
import type { Tier } from '../tier.ts';
import type { Part } from './claim.ts';
import { isServiceName } from './names.ts';

/** It begins names of Services, and something stands behind it. */
const PREFIX = /^[a-z][-a-z0-9]*$/;

/** What a rollout puts behind the name of a Service while it shows the new copy to its checks. */
const LONGEST_SUFFIX = '-preview';

/** Where traffic moves from one copy to the other, the other has a Service of its own. */
const SUFFIXES: Readonly<Record<Strategy['kind'], string>> = {
  rolling: '',
  blueGreen: LONGEST_SUFFIX,
  canary: '-canary',
};

/** Services whose names leave no room for that of the other copy; tiers with a prefix are judged with it. */
export const copyProblems = (services: readonly Part<Service>[], tiers: readonly Part<Tier>[]): Problem[] =>
  services.flatMap(({ at, value: service }) => {
    const long = tiers
      .filter(({ value }) => value.namePrefix === '')
      .map(({ value }) => `${service.name}${SUFFIXES[strategyIn(service, value).kind]}`)
      .find((name) => isServiceName(service.name) && !isServiceName(name));
    return long === undefined
      ? []
      : [
          {
            field: `${at}.name`,
            value: service.name,
            message: `A Service would be called "${long}" while its new copy is tried, and Kubernetes takes 63 characters: use a shorter name.`,
          },
        ];
  });

/** What is wrong with the prefixes of tiers: their form, and what services say that would lead nowhere with them. */
export const prefixProblems = (services: readonly Part<Service>[], tiers: readonly Part<Tier>[]): Problem[] =>
  tiers
    .filter(({ value }) => value.namePrefix !== '')
    .flatMap((part) =>
      PREFIX.test(part.value.namePrefix)
        ? [...longNames(part, services), ...services.flatMap((service) => bareHosts(service, services, part.value))]
        : [
            {
              field: `${part.at}.namePrefix`,
              value: part.value.namePrefix,
              message:
                'Names of Services begin with it: wanted lower-case letters, digits and "-", a letter first, as in "staging-".',
            },
          ],
    );

const longNames = ({ at, value: tier }: Part<Tier>, services: readonly Part<Service>[]): Problem[] => {
  const long = services
    .map(({ value }) => `${nameIn(tier, value.name)}${LONGEST_SUFFIX}`)
    .find((name) => !isServiceName(name));
  return long === undefined
    ? []
    : [
        {
          field: `${at}.namePrefix`,
          value: tier.namePrefix,
          message: `A Service would be called "${long}" while its new copy is tried, and Kubernetes takes 63 characters: use a shorter one.`,
        },
      ];
};

/** No tool finds a name within a text, so none renames it there. */
const bareHosts = ({ at, value: { environment } }: Part<Service>, services: readonly Part<Service>[], tier: Tier) =>
  environmentParts(environment)
    .filter(({ scope }) => scope === ALL || scope === tier.name)
    .flatMap(({ scope, below, value }) =>
      Object.entries(value)
        .filter(([name]) => scope !== ALL || !isSaidOtherwise(environment, tier, name))
        .flatMap(([name, text]) =>
          services
            .filter((other) => leadsToOldName(text, other.value.name, tier))
            .map((other) => ({
              field: `${at}.environment${below}.${name}`,
              value: other.value.name,
              message: `In tier "${tier.name}" nothing answers to this host: its Service is "${nameIn(tier, other.value.name)}" there. Say so for the tier, or read ${hostVariable(other.value.name)}, which is right in every tier for what \`calls\` it.`,
            })),
        ),
    );

const isSaidOtherwise = (environment: Service['environment'], tier: Tier, name: string): boolean =>
  environmentParts(environment).some(({ scope, value }) => scope === tier.name && Object.hasOwn(value, name));

import type { Problem } from '../problem.ts';
import { broken, type Part } from '../rules/claim.ts';
import { isDnsLabel, isHost } from '../rules/names.ts';
import { metricsOf, type Service } from '../service.ts';
import type { Tier } from '../tier.ts';
import { certificateName, LONGEST_CLOUD_NAME } from './cloud-names.ts';
import { hostOf, type Routes } from './routes.ts';

/** Letters that mean themselves in every kind of route; no "//", no "." or ".." as a part, and no "/" at the end. */
const PATH = /^\/$|^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+)+$/;

/** What is wrong with the routes of services, by themselves and beside each other. */
export const routeProblems = (services: readonly Part<Service>[], tiers: readonly Part<Tier>[]): Problem[] => {
  const routed = services.flatMap(({ at, value }) =>
    value.kind !== 'web' || value.routes === undefined
      ? []
      : [{ at: `${at}.routes`, value: value.routes, service: value }],
  );
  return routed.length === 0
    ? [
        {
          field: 'edge',
          value: 'an edge',
          message:
            "It leads to no service: say routes: { paths: ['/'] } at the one that users reach, or leave the edge out.",
        },
      ]
    : [
        ...routed.flatMap((part) => [...ownProblems(part, tiers), ...openNumbers(part)]),
        ...takenTwice(routed),
        ...sharedHosts(routed, tiers),
      ];
};

interface Routed extends Part<Routes> {
  readonly service: Service;
}

const ownProblems = ({ at, value }: Routed, tiers: readonly Part<Tier>[]): Problem[] => {
  const { subdomain, paths } = value;
  const longest = tiers.map((part) => part.value).find((tier) => !isNameable(value, tier));
  return broken(at, [
    {
      field: 'subdomain',
      value: subdomain,
      holds: subdomain === undefined || isDnsLabel(subdomain),
      message: 'Wanted one name before the host of the tier, as "api": lower-case letters, digits and "-".',
    },
    {
      field: 'subdomain',
      value: subdomain,
      holds: longest === undefined,
      message: `With tier "${longest?.name}" a host or the name of its certificate would be too long: 253 characters and ${LONGEST_CLOUD_NAME} at most. Use a shorter one.`,
    },
    { field: 'paths', value: paths, holds: paths.length > 0, message: "Wanted a path at least: ['/'] means all." },
    ...paths.map((path, index) => ({
      field: `paths[${index}]`,
      value: path,
      holds: PATH.test(path) && paths.indexOf(path) === index,
      message: 'Wanted the beginning of a path once, as "/" or "/api/v1": no "/" at its end, no "." or "..".',
    })),
  ]);
};

const isNameable = (routes: Routes, tier: Tier): boolean =>
  isHost(hostOf(routes, tier)) && certificateName(tier, routes).length <= LONGEST_CLOUD_NAME;

/** What is told on the main port, the edge would tell everybody. */
const openNumbers = ({ at, value: { paths }, service }: Routed): Problem[] => {
  const { name } = service;
  const metrics = metricsOf(service);
  return typeof metrics !== 'string'
    ? []
    : paths
        .filter((path) => path === '/' || metrics === path || metrics.startsWith(`${path}/`))
        .map((path) => ({
          field: `${at}.paths`,
          value: path,
          message: `It leads to ${metrics} of "${name}", the numbers of the service, on its main port: say metrics: { port: 9090, path: '${metrics}' }, or route other paths.`,
        }));
};

/** One path of a host leads to one service. */
const takenTwice = (routed: readonly Routed[]): Problem[] => {
  const taken = new Map<string, string>();
  return routed.flatMap(({ at, value: { subdomain = '', paths } }) =>
    paths.flatMap((path, index) => {
      const key = `${subdomain} ${path}`;
      const other = taken.get(key);
      taken.set(key, other ?? at);
      return other === undefined || other === at
        ? []
        : [
            {
              field: `${at}.paths[${index}]`,
              value: path,
              message: `${other} has the same one: a path leads to one service.`,
            },
          ];
    }),
  );
};

/** `api` before the host of one tier may be the host of another. */
const sharedHosts = (routed: readonly Routed[], tiers: readonly Part<Tier>[]): Problem[] =>
  routed
    .filter(({ value }) => value.subdomain !== undefined)
    .flatMap(({ at, value }) =>
      tiers.flatMap(({ value: tier }) =>
        tiers
          .filter(({ value: other }) => other.host === hostOf(value, tier))
          .map(({ value: other }) => ({
            field: `${at}.subdomain`,
            value: value.subdomain,
            message: `Before the host of tier "${tier.name}" it is "${other.host}", the host of tier "${other.name}": use another name.`,
          })),
      ),
    );

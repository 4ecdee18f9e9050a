import type { Problem } from '../problem.ts';
import { broken, type Claim } from '../rules/claim.ts';
import { kindWords, type Service } from '../service.ts';
import type { Tier } from '../tier.ts';
import { logClaims } from './log-rules.ts';
import type { Bounds, Observability } from './observability.ts';
import { signalClaims } from './signal-rules.ts';

/** The rest of the delivery that this refers to. */
export interface Watched {
  readonly services: readonly Service[];
  readonly tiers: readonly Tier[];
  readonly hasRepository: boolean;
}

/** Everything that is wrong with how a delivery is watched. */
export const observabilityProblems = (given: Observability, watched: Watched): Problem[] =>
  broken('observability', [
    ...placeClaims(given, watched),
    ...boundClaims(given.bounds),
    ...tierClaims(given, watched.tiers),
    ...given.services.flatMap((signals, index) => [
      ...serviceClaims(given, watched.services, index),
      ...signalClaims(signals, given.bounds, `services[${index}]`),
    ]),
    ...(given.kind === 'kube-prometheus-stack' ? stackClaims(given) : logClaims(given, watched.tiers)),
  ]);

const placeClaims = ({ owner, grafana, runbooks }: Observability, { hasRepository }: Watched): readonly Claim[] => [
  {
    field: 'owner',
    value: owner,
    holds: /^[a-z0-9]([-a-z0-9_.]*[a-z0-9])?$/.test(owner),
    message: 'Wanted the name of a team as a label has it, such as "platform".',
  },
  { field: 'grafana', value: grafana, holds: isServer(grafana), message: URL_WANTED },
  {
    field: 'runbooks',
    value: runbooks,
    holds: runbooks === undefined ? hasRepository : isServer(runbooks),
    message:
      runbooks === undefined
        ? 'Pages are read in the repository, and the delivery does not say which one it is: say repository: github({ … }), or runbooks.'
        : URL_WANTED,
  },
];

const URL_WANTED = 'Wanted a URL that begins with https://, without a query and without an end in "/".';

function isServer(text: string): boolean {
  const url = URL.parse(text);
  return (
    url?.protocol === 'https:' && url.search === '' && url.hash === '' && url.username === '' && !text.endsWith('/')
  );
}

/** Zero would be an alert that always fires, one that never does. */
const boundClaims = (bounds: Bounds): readonly Claim[] => [
  ...(['errors', 'memory', 'disk'] as const).map((name) => ({
    field: `bounds.${name}`,
    value: bounds[name],
    holds: bounds[name] > 0 && bounds[name] < 1,
    message: 'Wanted a part of the whole, between 0 and 1: 0.05 is 5 %.',
  })),
  {
    field: 'bounds.slow',
    value: bounds.slow,
    holds: Number.isFinite(bounds.slow) && bounds.slow > 0,
    message: 'Wanted seconds, more than zero.',
  },
  {
    field: 'bounds.availability',
    value: bounds.availability,
    // Burning 14.4 times as much as that leaves must still be less than everything.
    holds: bounds.availability > 0.95 && bounds.availability < 1,
    message: 'Wanted a part of all requests above 0.95 and below 1: with less, no outage burns the budget fast.',
  },
];

const tierClaims = (given: Observability, tiers: readonly Tier[]): readonly Claim[] => [
  {
    field: 'tiers',
    value: [...given.tiers],
    holds: given.tiers.length > 0 && new Set(given.tiers).size === given.tiers.length,
    message: 'Wanted the tiers that are watched, each once.',
  },
  ...given.tiers.map((name, index) => ({
    field: `tiers[${index}]`,
    value: name,
    holds: tiers.some((tier) => tier.name === name),
    message: `There is no such tier; wanted one of: ${tiers.map((tier) => tier.name).join(', ')}.`,
  })),
];

function serviceClaims(given: Observability, services: readonly Service[], index: number): readonly Claim[] {
  const name = given.services[index]?.service;
  const found = services.find((service) => service.name === name);
  const field = `services[${index}].service`;
  return [
    {
      field,
      value: name,
      holds: found !== undefined,
      message: `There is no such service; wanted one of: ${services.map((service) => service.name).join(', ')}.`,
    },
    {
      field,
      value: name,
      holds: found === undefined || found.kind === 'web',
      message: `It is ${found === undefined ? '' : kindWords(found)}, which answers no requests: signals tell how those fare. Leave it out.`,
    },
    {
      field,
      value: name,
      holds: found === undefined || found.kind !== 'web' || found.metrics !== undefined,
      message: 'The service says no metrics, so nobody is let in to collect them: say metrics: { port, path }.',
    },
    {
      field,
      value: name,
      holds: given.services.findIndex(({ service }) => service === name) === index,
      message: 'It is named twice; once is enough.',
    },
  ];
}

const stackClaims = ({
  version,
  adminSecret,
}: Extract<Observability, { kind: 'kube-prometheus-stack' }>): readonly Claim[] => [
  {
    field: 'version',
    value: version,
    holds: /^\d+\.\d+\.\d+$/.test(version) && Number(version.split('.')[0]) >= OLDEST_STACK,
    message: `Wanted a whole version of the chart, ${OLDEST_STACK}.0.0 or newer: 88.5.3.`,
  },
  {
    field: 'adminSecret',
    value: adminSecret,
    holds: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(adminSecret),
    message: 'Wanted the name of a Secret, such as "grafana-admin".',
  },
];

/** The first whose definitions fit Kubernetes of today without steps by hand. */
const OLDEST_STACK = 80;

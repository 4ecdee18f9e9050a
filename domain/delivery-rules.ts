import { approvalProblems } from './approval-rules.ts';
import { branchPrefix } from './branch.ts';
import type { Delivery } from './delivery.ts';
import { gatedTierProblems } from './gated-tier.ts';
import { poolProblems } from './identity-pool.ts';
import type { Problem } from './problem.ts';
import { repositoryProblems } from './repository.ts';
import type { Service } from './service.ts';
import { strategyProblems } from './strategy.ts';
import type { Tier } from './tier.ts';
import { notYetCollected, notYetEnforced } from './unenforced.ts';
import { wavesProblems } from './waves.ts';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const QUANTITY = /^\d+(\.\d+)?(m|[KMGT]i?)?$/;

/** Every problem of a delivery at once. Whether folders exist is the shell's question (`missingFolders`), not this rule's. */
export function checkDelivery({ cluster, repository, services, tiers }: Delivery): Problem[] {
  const { pool } = cluster.identity;
  return [
    ...(repository === undefined ? [] : repositoryProblems(repository, 'repository')),
    ...(pool === undefined ? [] : poolProblems(pool, 'cluster.identity.pool')),
    ...(services.length === 0
      ? [{ field: 'services', value: [], message: 'A delivery needs at least one service.' }]
      : []),
    ...(tiers.length === 0 ? [{ field: 'tiers', value: [], message: 'A delivery needs at least one tier.' }] : []),
    ...services.flatMap(checkService),
    ...repeated(
      'services',
      'name',
      services.map(({ name }) => name),
    ),
    ...tiers.flatMap((tier, index) => checkTier(tier, index, tiers)),
    ...tiers.flatMap(({ clusters }, index) =>
      clusters === undefined ? [] : wavesProblems(clusters, `tiers[${index}].clusters`, cluster),
    ),
    ...repeated(
      'tiers',
      'name',
      tiers.map(({ name }) => name),
    ),
    ...repeated(
      'tiers',
      'namespace',
      tiers.map(({ namespace }) => namespace),
    ),
    ...repeated(
      'tiers',
      'from',
      tiers.flatMap(({ from }) => (from?.pattern ? [from.pattern] : [])),
    ),
  ];
}

/** Folders that the delivery names and the repository does not have. `exists` answers for paths from the repository's root. */
export function missingFolders({ root, services, tiers }: Delivery, exists: (path: string) => boolean): Problem[] {
  const wanted = [
    ...services.map(({ path }, index) => ({ field: `services[${index}].path`, path })),
    ...tiers.flatMap(({ verify }, index) =>
      verify === undefined ? [] : [{ field: `tiers[${index}].verify.path`, path: verify.path }],
    ),
  ];
  return wanted
    .map(({ field, path }) => ({ field, path: root === '' ? path : `${root}/${path}` }))
    .filter(({ path }) => !exists(path))
    .map(({ field, path }) => ({ field, value: path, message: 'There is no such folder in the repository.' }));
}

function checkService(service: Service, index: number): Problem[] {
  const { name, image, port, path } = service;
  const at = `services[${index}]`;
  const problems = notYetCollected(service, at);
  if (!DNS_LABEL.test(name)) problems.push({ field: `${at}.name`, value: name, message: dnsLabelMessage });
  if (!DNS_LABEL.test(image)) problems.push({ field: `${at}.image`, value: image, message: dnsLabelMessage });
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    problems.push({ field: `${at}.port`, value: port, message: 'A port is a whole number from 1 to 65535.' });
  if (path === '' || path.startsWith('/') || path.split('/').includes('..')) {
    problems.push({
      field: `${at}.path`,
      value: path,
      message: 'A path is relative to the delivery and stays inside it.',
    });
  }
  return problems;
}

function checkTier(tier: Tier, index: number, tiers: readonly Tier[]): Problem[] {
  const at = `tiers[${index}]`;
  const problems: Problem[] = [];
  const earlier = tiers.slice(0, index).map(({ name }) => name);
  if (!DNS_LABEL.test(tier.name)) problems.push({ field: `${at}.name`, value: tier.name, message: dnsLabelMessage });
  if (!DNS_LABEL.test(tier.namespace))
    problems.push({ field: `${at}.namespace`, value: tier.namespace, message: dnsLabelMessage });
  if (!tier.from?.pattern) {
    problems.push({
      field: `${at}.from`,
      value: tier.from,
      message: `Tier "${tier.name}" has no branch; say from: branch('…').`,
    });
  } else if (/[*?[\]!+]/.test(branchPrefix(tier.from) ?? tier.from.pattern)) {
    problems.push({
      field: `${at}.from`,
      value: tier.from.pattern,
      message: 'A branch is a name, or a prefix ending in "/**".',
    });
  }
  if (tier.after !== undefined && !earlier.includes(tier.after)) {
    problems.push({
      field: `${at}.after`,
      value: tier.after,
      message: `There is no earlier tier of that name; wanted one of: ${earlier.join(', ') || 'none, this is the first'}.`,
    });
  }
  if (tier.timeout <= 0)
    problems.push({ field: `${at}.timeout`, value: tier.timeout, message: 'A timeout is longer than zero seconds.' });
  for (const [name, grace] of Object.entries(tier.graces))
    if (!Number.isFinite(grace) || grace < 0)
      problems.push({ field: `${at}.graces.${name}`, value: grace, message: 'A grace is seconds, zero or more.' });
  if (!Number.isInteger(tier.resources.replicas) || tier.resources.replicas < 1) {
    problems.push({
      field: `${at}.resources.replicas`,
      value: tier.resources.replicas,
      message: 'A tier runs one pod or more.',
    });
  }
  for (const resource of ['cpu', 'memory'] as const) {
    const value = tier.resources[resource];
    if (!QUANTITY.test(value))
      problems.push({
        field: `${at}.resources.${resource}`,
        value,
        message: 'Wanted a Kubernetes quantity such as 250m or 512Mi.',
      });
  }
  problems.push(
    ...strategyProblems(tier.rollout, `${at}.rollout`),
    ...gatedTierProblems(tier, at),
    ...approvalProblems(tier, at, tiers),
    ...notYetEnforced(tier, at),
  );
  return problems;
}

const dnsLabelMessage =
  'Kubernetes wants lower-case letters, digits and "-", at most 63, starting and ending with a letter or digit.';

function repeated(list: string, field: string, values: readonly string[]): Problem[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [
          {
            field: `${list}[${index}].${field}`,
            value,
            message: `${list}[${values.indexOf(value)}] has the same one; each needs its own.`,
          },
        ],
  );
}

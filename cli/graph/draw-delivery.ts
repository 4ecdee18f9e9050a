import { assertNever } from '../../domain/brand.ts';
import { counted } from '../../domain/counted.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Service } from '../../domain/service.ts';
import type { Strategy } from '../../domain/strategy.ts';
import type { Approval, Tier } from '../../domain/tier.ts';
import type { Verification } from '../../domain/verification.ts';
import { clusterKey, targetsOf } from '../../domain/waves.ts';
import type { Arrow, Box, Drawing } from './drawing.ts';

/** The delivery from its services to the last tier. Equal deliveries give equal drawings. */
export function drawDelivery(delivery: Delivery): Drawing {
  const { services, tiers } = delivery;
  const rows = tiers.map((tier, index) => rowOf(delivery, tier, index));
  return {
    title: `Delivery of ${listed(services.map(({ name }) => name))}`,
    description: tiers.map((tier) => sentenceOf(tier)).join(' '),
    services: services.map((service, index) => ({ id: `s${index}`, kind: 'service', lines: serviceLines(service) })),
    rows,
    arrows: [...rows.flatMap(flow), ...tiers.flatMap((tier, index) => evidence(tiers, rows, tier, index))],
  };
}

function rowOf({ cluster, registry, services }: Delivery, tier: Tier, index: number): readonly Box[] {
  const box = (kind: Box['kind'], lines: Box['lines'], part = ''): Box => ({
    id: `${kind}${index}${part}`,
    kind,
    lines,
  });
  const targets = targetsOf(cluster, tier.clusters);
  const where = targets.kind === 'one' ? [`in ${clusterKey(targets.cluster)}`] : [];
  const waves = targets.kind === 'one' ? [] : targets.waves.order;
  const repository = tier.trust === 'protected' ? registry.repository : registry.unprotected;
  return [
    box('branch', ['Push', tier.from.pattern]),
    box('build', ['Test and build', counted(services.length, 'service'), `into ${repository}`]),
    ...(tier.approval === undefined ? [] : [box('gate', ['Approval', ...approvalLines(tier.approval)])]),
    box('tier', [tier.name, strategyLine(tier.rollout), `namespace ${tier.namespace}`, tier.host, ...where]),
    ...waves.map((wave, number) => box('wave', [`Wave ${number + 1}`, ...wave.map(clusterKey)], `w${number + 1}`)),
    ...(tier.verify === undefined ? [] : [box('check', ['End-to-end tests', tier.verify.path, ...wayIn(tier.verify)])]),
  ];
}

/** How they get in, where it is not by the tier's host. */
function wayIn({ reach }: Verification): readonly string[] {
  switch (reach) {
    case 'host':
      return [];
    case 'variables':
      return ['past the edge'];
    case 'job':
      return ['in a Job of the tier'];
    default:
      return assertNever(reach);
  }
}

function serviceLines(service: Service): Box['lines'] {
  const { name, path, test, calls } = service;
  return [
    name,
    `${path === '.' ? 'the root' : path}, ${test.runtime}`,
    ...kindLines(service),
    ...(calls.length === 0 ? [] : [`calls ${calls.join(', ')}`]),
  ];
}

/** What it is where nobody reaches it. */
function kindLines(service: Service): readonly string[] {
  switch (service.kind) {
    case 'web':
      return [];
    case 'worker':
      return [service.kind];
    case 'cron':
      return [`${service.schedule}, ${service.timeZone}`];
    case 'job':
      return [service.before.length === 0 ? service.kind : `before ${service.before.join(', ')}`];
    default:
      return assertNever(service);
  }
}

const approvalLines = ({ by, votes }: Approval): readonly string[] => [
  `${votes} of ${by.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`,
];

function strategyLine(rollout: Strategy): string {
  switch (rollout.kind) {
    case 'rolling':
      return 'rolling';
    case 'blueGreen':
      return `blue-green, bakes ${rollout.bake} s`;
    case 'canary':
      return `canary, ${rollout.steps.map(({ percent }) => `${percent} %`).join(', ')}`;
    default:
      return assertNever(rollout);
  }
}

const flow = (row: readonly Box[]): readonly Arrow[] =>
  row.slice(1).map((box, index) => ({ kind: 'flow', from: row[index]?.id ?? '', to: box.id }));

/** From what a tier ends with to what the next one asks first. */
function evidence(tiers: readonly Tier[], rows: Drawing['rows'], { after }: Tier, index: number): readonly Arrow[] {
  const before = tiers.findIndex(({ name }) => name === after);
  const from = rows[before]?.at(-1);
  const to = rows[index]?.find(({ kind }) => kind === 'gate' || kind === 'tier');
  return from === undefined || to === undefined ? [] : [{ kind: 'evidence', from: from.id, to: to.id }];
}

function sentenceOf({ name, from, after, approval }: Tier): string {
  const asked = [
    ...(after === undefined ? [] : [`what ${after} has proven`]),
    ...(approval === undefined ? [] : ['an approval']),
  ];
  return `A push to ${from.pattern} goes to ${name}${asked.length === 0 ? '' : `, with ${asked.join(' and ')}`}.`;
}

const SHOWN = 4;
const listed = (names: readonly string[]): string =>
  names.length <= SHOWN ? names.join(', ') : `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`;

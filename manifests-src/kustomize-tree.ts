import type { Delivery } from '../domain/delivery.ts';
import { edgeOf } from '../domain/edge/tier-edge.ts';
import { type GeneratedFile, generatedFrom } from '../domain/generated-file.ts';
import { manifestSourceOf } from '../domain/manifests/manifest-sources.ts';
import { manifestsFolder } from '../domain/manifests-folder.ts';
import type { Service } from '../domain/service.ts';
import type { Tier } from '../domain/tier.ts';
import { checksOf } from '../domain/tier-checks.ts';
import { tierBootstrap } from './bootstrap/tier-bootstrap.ts';
import { checksAccount, checksJob } from './checks/checks-objects.ts';
import { type EdgeFile, edgeRelease } from './edge/edge-release.ts';
import { NAME_REFERENCES, namesIn } from './name-references.ts';
import { manifestYaml } from './render/manifest-yaml.ts';
import { baseParts, patchPart } from './workload/parts.ts';

const SOURCE = 'manifests-src';

/** Kustomize base, overlays and the administrator's bootstrap of a delivery. One overlay per tier and service, so that a release
 *  holds one service; the overlay of a tier lists them. A namespace per tier; where it asks for a prefix
 *  as well, kustomize is told of the references that it does not know. */
export function kustomizeTree(delivery: Delivery): readonly GeneratedFile[] {
  const root = manifestsFolder(delivery);
  const { services, tiers } = delivery;
  const { generates } = manifestSourceOf(delivery.manifests);
  return [
    kustomization(`${root}/bootstrap`, { resources: tiers.map(({ name }) => `${name}.yaml`) }),
    ...tiers.map((tier) =>
      file(
        `${root}/bootstrap/${tier.name}.yaml`,
        'bootstrap/tier-bootstrap.ts > tierBootstrap',
        tierBootstrap(tier, delivery),
      ),
    ),
    ...(generates.includes('base') ? bases(`${root}/base`, services) : []),
    ...(generates.includes('overlays') ? overlays(`${root}/overlays`, delivery) : []),
    ...tiers.flatMap((tier) => checksOverlay(tier, delivery)),
  ];
}

/** The overlay of a tier does not list it: whoever applies that by hand rolls out, and checks nothing. Each tier has checks of its own, so that
 *  they have no base. */
function checksOverlay(tier: Tier, delivery: Delivery): readonly GeneratedFile[] {
  const checks = checksOf(tier);
  if (checks === undefined) return [];
  const folder = `${manifestsFolder(delivery)}/overlays/${tier.name}/${checks.name}`;
  const source = 'checks/checks-objects.ts';
  return [
    kustomization(folder, { namespace: tier.namespace, resources: ['job.yaml', 'service-account.yaml'] }),
    file(`${folder}/job.yaml`, `${source} > checksJob`, [checksJob(checks, tier, delivery.services)]),
    file(`${folder}/service-account.yaml`, `${source} > checksAccount`, [checksAccount(checks)]),
  ];
}

const bases = (folder: string, services: readonly Service[]): readonly GeneratedFile[] => [
  kustomization(folder, { resources: services.map(({ name }) => name) }),
  ...services.flatMap((service) => base(`${folder}/${service.name}`, service)),
];

const overlays = (folder: string, delivery: Delivery): readonly GeneratedFile[] =>
  delivery.tiers.flatMap((tier) => [
    kustomization(`${folder}/${tier.name}`, { resources: delivery.services.map(({ name }) => name) }),
    ...delivery.services.flatMap((service) =>
      overlay(`${folder}/${tier.name}/${service.name}`, service, tier, delivery),
    ),
  ]);

function overlay(folder: string, service: Service, tier: Tier, delivery: Delivery): readonly GeneratedFile[] {
  const routed = routedIn(service, tier, delivery);
  const named = tier.namePrefix === '' ? [] : namesIn(routed);
  const configured = named.length === 0 ? [] : [NAME_REFERENCES];
  const patch = patchPart(service, tier, delivery);
  return [
    kustomization(folder, {
      namespace: tier.namespace,
      ...(tier.namePrefix === '' ? {} : { namePrefix: tier.namePrefix }),
      ...(configured.length === 0 ? {} : { configurations: configured }),
      resources: [`../../../base/${service.name}`, ...routed.map(({ name }) => name)],
      patches: [{ path: patch.name }],
    }),
    ...[patch, ...routed].map(({ name, source, object }) => file(`${folder}/${name}`, source, [object])),
    ...(named.length === 0
      ? []
      : [file(`${folder}/${NAME_REFERENCES}`, 'name-references.ts > namesIn', [{ nameReference: named }])]),
  ];
}

/** What leads to a service in a tier. */
function routedIn({ name }: Service, tier: Tier, delivery: Delivery): readonly EdgeFile[] {
  const at = edgeOf(tier, delivery);
  const service = at?.services.find((each) => each.name === name);
  return at === undefined || service === undefined
    ? []
    : edgeRelease(service, at, `${manifestsFolder(delivery)}/bootstrap/${tier.name}.yaml`);
}

function base(folder: string, service: Service): GeneratedFile[] {
  const parts = baseParts(service);
  return [
    kustomization(folder, { resources: parts.map(({ name }) => name) }),
    ...parts.map(({ name, source, object }) => file(`${folder}/${name}`, source, [object])),
  ];
}

const kustomization = (folder: string, fields: Readonly<Record<string, unknown>>): GeneratedFile =>
  file(`${folder}/kustomization.yaml`, 'kustomize-tree.ts > kustomizeTree', [
    { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...fields },
  ]);

function file(path: string, symbol: string, objects: readonly unknown[]): GeneratedFile {
  const source = `${SOURCE}/${symbol}`;
  return { path, source, content: `# ${generatedFrom(source)}\n${objects.map(manifestYaml).join('---\n')}` };
}

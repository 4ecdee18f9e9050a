import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { rollout } from '../../../actions/rollout/contract.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { platform } from '../../../examples/ai-agent-platform/sluice.config.ts';
import { kustomizeTree } from '../../../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../../../manifests-src/render/build.ts';
import { administratorObjects } from '../../../rehearsal/cluster-bootstrap.ts';
import type { ImageBuilder } from '../image-builder.ts';
import { pythonWheels } from '../images/python-wheels.ts';
import { until } from '../machine/until.ts';
import { deployerBinding } from '../parts/accounts.ts';
import { openData } from '../rehearsal/tier-data.ts';
import { dropNamespaces, makeNamespaces } from '../rehearsal/tier-namespaces.ts';
import { runAction, type StepResult } from '../run-action.ts';
import type { Surroundings } from '../scenario-run/check.ts';
import { reachable } from '../scenario-run/steady-tier.ts';
import type { StrategyInputs } from '../scenarios/steady.ts';

const TIER = 'staging';
const ROOT = join(import.meta.dirname, '../../..', platform.root);
/** Pods have half a minute to end, and a little for the kubelet. */
const LAST_PODS = 60;

/** References of the demo's own images, by service. */
export type DemoImages = ReadonlyMap<string, string>;

/** What stands in the FROM line of each: what its rehearsal hands in. */
const BASES = { 'ai-agent-api': 'docker.io/library/python:3.12-slim', dashboard: 'docker.io/library/node:24-slim' };

/** Builds the images of both services from their Dockerfiles, and pushes them. */
export async function demoImages(builder: ImageBuilder): Promise<DemoImages> {
  const images = new Map<string, string>();
  for (const { name, path } of platform.services) {
    const context = join(ROOT, path);
    const base = BASES[name as keyof typeof BASES];
    const { reference } = await builder.build({
      context,
      dockerfile: join(context, 'Dockerfile'),
      buildArgs: { BASE_IMAGE: base },
      repository: `demo/${name}`,
      ...(base.includes('python') ? { wheels: await pythonWheels(join(context, 'requirements.txt')) } : {}),
    });
    images.set(name, reference);
  }
  return images;
}

/** The demo in a tier of its own, as its administrator has prepared it. */
export interface DemoTier {
  /** `host:port` of a service. */
  address(service: string): Promise<string>;
  /** Rolls both services out at the same time, and waits for the last pods of the release before. */
  deploy(version: string, inputs: StrategyInputs): Promise<readonly StepResult[]>;
}

/** Its staging alone, in a namespace of its own: a Gateway and Google's collection are not on this cluster. */
function deliveryIn(namespace: string): Delivery {
  const { edge: _edge, backup: _backup, observability: _observability, ...delivery } = platform;
  const [tier] = delivery.tiers.filter(({ name }) => name === TIER);
  if (tier === undefined) throw new Error(`The demo has no tier "${TIER}".`);
  return { ...delivery, tiers: [{ ...tier, verify: undefined, namespace }] };
}

/** @throws {Skipped} where clients cannot reach a Service directly. */
export async function inDemoTier<T>(
  id: string,
  images: DemoImages,
  { cluster, github }: Pick<Surroundings, 'cluster' | 'github'>,
  work: (tier: DemoTier) => Promise<T>,
): Promise<T> {
  const { kubectl } = cluster;
  const { addressOf, deployer } = reachable(cluster);
  const namespace = `sluice-test-${id}-${randomBytes(2).toString('hex')}`;
  const delivery = deliveryIn(namespace);
  const tree = new Map(kustomizeTree(delivery).map(({ path, content }) => [path, content]));
  const bootstrap = tree.get(`${delivery.root}/k8s/bootstrap/${TIER}.yaml`) ?? '';
  const closeData = await openData(kubectl, delivery, () => {});
  try {
    const prepared = administratorObjects(delivery, new Map([[TIER, bootstrap]]));
    await makeNamespaces(kubectl, delivery, [...prepared, ...bindings(prepared, namespace)]);
    const rollOut = (service: string, version: string, inputs: StrategyInputs) =>
      runAction({
        contract: rollout,
        with: { service, tier: TIER, namespace, manifests: 'manifests.yaml', ...inputs },
        github,
        run: github.newRun(Object.fromEntries(rollout.permissions.map(({ scope, level }) => [scope, level]))),
        env: { KUBECONFIG: deployer },
        workspace: {
          'manifests.yaml': buildKustomization(`${delivery.root}/k8s/overlays/${TIER}/${service}`, (path) =>
            tree.get(path),
          )
            .map((object) => stringify(released(object, images.get(service) ?? '', version)))
            .join('---\n'),
        },
      });
    return await work({
      address: (service) => addressOf(namespace, service),
      async deploy(version, inputs) {
        const results = await Promise.all(delivery.services.map(({ name }) => rollOut(name, version, inputs)));
        await until('the last pods to end', LAST_PODS, async () => {
          const path = '--output=jsonpath={.items[?(@.metadata.deletionTimestamp)].metadata.name}';
          return (await kubectl('get', 'pods', '--namespace', namespace, path)) === '' || undefined;
        });
        return results;
      },
    });
  } finally {
    await dropNamespaces(kubectl, delivery);
    await closeData();
  }
}

/** The deployer's Role, for who deploys here. */
const bindings = (prepared: ReturnType<typeof administratorObjects>, namespace: string): typeof prepared =>
  prepared
    .filter(({ kind }) => kind === 'Role')
    .map(({ metadata: { name } }) => deployerBinding(name, namespace, `${name}-here`));

/** Nothing but an annotation tells two releases apart, so that all pods are replaced by pods of the same image. */
function released(object: object, image: string, version: string): unknown {
  const { kind, spec } = object as { kind?: string; spec?: { template?: Template } };
  if (kind !== 'Deployment' || spec?.template === undefined) return object;
  const { metadata, spec: pod } = spec.template;
  const template = {
    metadata: { ...metadata, annotations: { ...metadata?.annotations, 'sluice.test/version': version } },
    spec: { ...pod, containers: pod.containers.map((container) => ({ ...container, image })) },
  };
  return { ...object, spec: { ...spec, template } };
}

interface Template {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly object[] };
}

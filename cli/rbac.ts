import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Delivery } from '../domain/delivery.ts';
import { parseDigestReference } from '../domain/image.ts';
import { STRATEGY_WORDS } from '../domain/knob/strategy-word.ts';
import { manifestsFolder } from '../domain/manifests-folder.ts';
import { InvalidInput } from '../domain/problem.ts';
import type { Strategy } from '../domain/strategy.ts';
import { STRATEGY_KINDS } from '../domain/strategy-words.ts';
import { checksOf } from '../domain/tier-checks.ts';
import { asPeopleHaveThem } from '../engine/rollout/manifests/as-people-have-them.ts';
import { tagsOf } from '../engine/rollout/manifests/image-names.ts';
import type { Reading } from '../engine/rollout/manifests/reading.ts';
import { writtenObjects } from '../engine/rollout/manifests/written-objects.ts';
import { parseManifests } from '../engine/rollout/manifests.ts';
import { minimumRole, type Role } from '../engine/rollout/preflight/role.ts';
import { kustomizeTree } from '../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../manifests-src/render/build.ts';
import { manifestYaml } from '../manifests-src/render/manifest-yaml.ts';
import { type Given, Misuse, one, readArguments } from './command-line/given.ts';
import { CONFIG_OPTION, CONFIG_USAGE, configHere } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import { atPlace } from './deliverable.ts';

export const OPTIONS = {
  ...CONFIG_OPTION,
  manifests: { type: 'string' },
  namespace: { type: 'string' },
  strategy: { type: 'string' },
  service: { type: 'string' },
  name: { type: 'string' },
} as const;

export const USAGE = `Usage: sluice rbac <tier> [--config FILE] | sluice rbac --manifests FILE --namespace NAMESPACE [--strategy WORD] [--service NAME] [--name NAME]

Writes the least Role that rolls out, and back, a tier of the delivery or the manifests of a file.
WORD is ${STRATEGY_WORDS.join(', ')}. --service is what "sluice rollout apply" calls it: its history is a Secret of that name; default: the first
workload. --name is that of the Role.

${CONFIG_USAGE}`;

const ANY_IMAGE = `registry.invalid/any/image@sha256:${'0'.repeat(64)}`;
const ANY_BYTES = { kind: 'resolved', reference: parseDigestReference(ANY_IMAGE) } as const;
const NAME = 'sluice-deployer';

/** Prints a Role; an administrator applies it. */
export async function rbac(args: readonly string[], standing: Standing): Promise<number> {
  const { given, positionals } = readArguments('sluice rbac', args, OPTIONS);
  const [tier, ...more] = positionals;
  const ofFile = ['manifests', 'namespace', 'strategy', 'service'].filter((name) => given.has(name));
  if (more.length > 0) throw new Misuse(`One tier at a time: ${tier} or ${more.join(' or ')}.`);
  if (tier !== undefined && ofFile.length > 0)
    throw new Misuse(`Give the tier "${tier}" or --${ofFile.join(', --')}, not both.`);
  const source =
    tier === undefined ? await manifestsOfFile(given) : await ofDelivery(tier, one(given, 'config'), standing);
  process.stdout.write(manifestYaml(roleOf(source, one(given, 'name') ?? NAME)));
  return 0;
}

async function ofDelivery(tier: string, named: string | undefined, standing: Standing): Promise<Rendered> {
  const { delivery, place } = await configHere(named, standing);
  return atPlace(place, () => manifestsOfTier(delivery, tier));
}

async function manifestsOfFile(given: Given): Promise<Rendered> {
  const [file, namespace, word = 'rolling'] = ['manifests', 'namespace', 'strategy'].map((name) => one(given, name));
  if (file === undefined || namespace === undefined) throw new Misuse(USAGE);
  if (given.has('config')) throw new Misuse('--config means something only with a tier of the delivery.');
  const known = STRATEGY_WORDS.find((each) => each === word);
  if (known === undefined) throw new Misuse(`--strategy is "${word}"; wanted ${STRATEGY_WORDS.join(', ')}.`);
  if (!existsSync(file)) throw new Misuse(`--manifests is "${file}", and there is no such file.`);
  const text = await readFile(file, 'utf8');
  const service = one(given, 'service');
  return {
    ...{ text, namespace, strategy: STRATEGY_KINDS[known], reading: readingForRights(text, namespace) },
    ...(service === undefined ? {} : { services: [service] }),
  };
}

/** As "sluice rollout apply" reads a file, whichever bytes its tags name. A Role gives rights in its namespace only. */
export function readingForRights(text: string, namespace: string): Reading {
  const reading = {
    clusterScoped: 'leave-out',
    otherNamespaces: 'leave-out',
    scopes: new Map(),
    images: undefined,
  } as const;
  const { namespaced } = asPeopleHaveThem(writtenObjects(text).objects, namespace, reading);
  return {
    ...reading,
    images: new Map(namespaced.flatMap(({ object }) => tagsOf(object).map((tag) => [tag, ANY_BYTES] as const))),
  };
}

/** Rendered manifests, where they go and how they are rolled out. */
interface Rendered {
  readonly text: string;
  readonly namespace: string;
  readonly strategy: Strategy['kind'];
  /** Whose history is kept; that of the first workload unless given. */
  readonly services?: readonly string[];
  /** Whether the bootstrap of a tier has made what the history is kept in. */
  readonly isBootstrapped?: boolean;
  /** Of a file as people have it; `undefined` for what a release of the delivery would be. */
  readonly reading?: Reading;
}

/** @throws {InvalidInput} for manifests that no rollout takes. */
export function roleOf({ text, reading, ...rendered }: Rendered, name: string): Role {
  const { objects, preDeployJobs, jobs } = parseManifests(text, rendered.namespace, reading);
  return minimumRole([...objects, ...preDeployJobs, ...jobs], { name, ...rendered });
}

/** What a release of every service would apply in a tier. @throws {InvalidInput} for a tier that there is not. */
export function manifestsOfTier(delivery: Delivery, name: string): Rendered {
  const tier = delivery.tiers.find((each) => each.name === name);
  if (tier === undefined)
    throw new InvalidInput('The command line', [
      {
        field: 'tier',
        value: name,
        message: `Wanted one of: ${delivery.tiers.map((each) => each.name).join(', ')}.`,
      },
    ]);
  const files = new Map(kustomizeTree(delivery).map(({ path, content }) => [path, content]));
  const root = manifestsFolder(delivery);
  const built = (folder: string) => buildKustomization(`${root}/overlays/${folder}`, (path) => files.get(path));
  const checks = checksOf(tier);
  const objects = [...built(name), ...(checks === undefined ? [] : built(`${name}/${checks.name}`))];
  // Which image a release will have decides nothing about rights.
  const text = objects
    .map((object) => JSON.stringify(object).replace(/"image":"[^"]+"/g, `"image":"${ANY_IMAGE}"`))
    .join('\n---\n');
  const services = delivery.services.map((service) => service.name);
  return { text, namespace: tier.namespace, strategy: tier.rollout.kind, services, isBootstrapped: true };
}

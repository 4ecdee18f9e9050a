import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { InvalidInput } from '../domain/problem.ts';
import type { Strategy } from '../domain/strategy.ts';
import { STRATEGY_WORDS, strategyOf } from '../domain/strategy-words.ts';
import { parseManifests } from '../engine/rollout/manifests.ts';
import { minimumRole, type Role } from '../engine/rollout/preflight/role.ts';
import { platform } from '../examples/ai-agent-platform/delivery.ts';
import { kustomizeTree } from '../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../manifests-src/render/build.ts';
import { manifestYaml } from '../manifests-src/render/manifest-yaml.ts';

const USAGE = `Usage: sluice rbac <tier> | sluice rbac --manifests FILE --namespace NAMESPACE [--strategy WORD] [--name NAME]

Writes the least Role that rolls out, and back, a tier of the delivery or the manifests of a file.
WORD is ${STRATEGY_WORDS.join(', ')}.`;

const ANY_IMAGE = `registry.invalid/any/image@sha256:${'0'.repeat(64)}`;
const NAME = 'sluice-deployer';

/** Prints a Role; an administrator applies it. */
export async function rbac(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      manifests: { type: 'string' },
      namespace: { type: 'string' },
      strategy: { type: 'string' },
      name: { type: 'string', default: NAME },
    },
  });
  const [tier, ...more] = positionals;
  const { manifests, namespace, name } = values;
  const ofFile = [manifests, namespace, values.strategy].some((value) => value !== undefined);
  const isTier = tier !== undefined && more.length === 0 && !ofFile;
  const word = STRATEGY_WORDS.find((known) => known === (values.strategy ?? 'rolling'));
  if (word === undefined || (!isTier && (tier !== undefined || manifests === undefined || namespace === undefined))) {
    console.error(USAGE);
    return 2;
  }
  const source = isTier
    ? manifestsOfTier(tier)
    : {
        text: await readFile(manifests ?? '', 'utf8'),
        namespace: namespace ?? '',
        strategy: strategyOf(word, {}).kind,
      };
  process.stdout.write(manifestYaml(roleOf(source, name)));
  return 0;
}

/** Rendered manifests, where they go and how they are rolled out. */
interface Rendered {
  readonly text: string;
  readonly namespace: string;
  readonly strategy: Strategy['kind'];
}

/** @throws {InvalidInput} for manifests that no rollout takes. */
export function roleOf({ text, namespace, strategy }: Rendered, name: string): Role {
  const { objects, preDeployJobs, jobs } = parseManifests(text, namespace);
  return minimumRole([...objects, ...preDeployJobs, ...jobs], { name, namespace, strategy });
}

/** What a release of every service would apply in a tier. @throws {InvalidInput} for a tier that there is not. */
export function manifestsOfTier(name: string): Rendered {
  const tier = platform.tiers.find((each) => each.name === name);
  if (tier === undefined)
    throw new InvalidInput('The command line', [
      {
        field: 'tier',
        value: name,
        message: `Wanted one of: ${platform.tiers.map((each) => each.name).join(', ')}.`,
      },
    ]);
  const files = new Map(kustomizeTree(platform).map(({ path, content }) => [path, content]));
  const root = platform.root === '' ? 'k8s' : `${platform.root}/k8s`;
  const objects = buildKustomization(`${root}/overlays/${name}`, (path) => files.get(path));
  // Which image a release will have decides nothing about rights.
  const text = objects
    .map((object) => JSON.stringify(object).replace(/"image":"[^"]+"/g, `"image":"${ANY_IMAGE}"`))
    .join('\n---\n');
  return { text, namespace: tier.namespace, strategy: tier.rollout.kind };
}

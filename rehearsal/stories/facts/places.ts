import { posix } from 'node:path';
import { VENDORED_FOLDER } from '../../../domain/actions-source.ts';
import { foreignImages } from '../../../domain/dockerfile/foreign-images.ts';
import { lotFile } from '../../../domain/lot.ts';
import { registryHost } from '../../../domain/registry.ts';
import type { Service } from '../../../domain/service.ts';
import type { Tier } from '../../../domain/tier.ts';
import type { StoryDelivery } from '../../story/story.ts';

/** What is tuned per environment, and what holds where nothing is set (docs/actions.md, and the tier itself). */
export const tuned = ({ setting }: StoryDelivery, tier: Tier, variable: string, otherwise: number): string =>
  setting?.environments[tier.name]?.[variable] ?? String(otherwise);

export const projectOf = ({ setting, registry }: StoryDelivery): string =>
  setting?.variables[registry.project.name] ?? '';

/** The provider of an identity: `tier-<name>`, or `build-<trust>` for what builds. */
export const providerOf = ({ setting, cluster }: StoryDelivery, identity: string): string =>
  `${setting?.variables[cluster.identity.variable.name] ?? ''}/providers/${identity}`;

/** Where images of a service lie: what branches of unprotected tiers build goes where protected tiers never pull from. */
export function imageOf(of: StoryDelivery, { image }: Pick<Service, 'image'>, trust: Tier['trust']): string {
  const { repository, unprotected } = of.registry;
  return [registryHost(of.registry), projectOf(of), trust === 'protected' ? repository : unprotected, image].join('/');
}

/** Where a tier says what it has proven. */
export const evidenceOf = (of: StoryDelivery, tier: Pick<Tier, 'name' | 'namespace'>): string =>
  of.evidence === 'cluster'
    ? `namespace:${tier.namespace}`
    : [registryHost(of.registry), projectOf(of), `evidence-${tier.name}`].join('/');

/** Where builders of protected branches say what they have built; whoever builds for any branch says nothing. */
export const provenanceOf = (of: StoryDelivery, trust: Tier['trust']): string =>
  trust === 'protected' ? [registryHost(of.registry), projectOf(of), 'provenance'].join('/') : '';

/** A text that holds another one, as a pattern. */
export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A script that says something; what others wrote is made harmless in it first. */
export const SAYS = /^(?:echo |[A-Z_]+="\$\{)/;

/** A release or an image by its digest. */
export const byDigest = (repository: string): RegExp => new RegExp(`^${literally(repository)}@sha256:[0-9a-f]{64}$`);

/** An action of ours, as generated workflows name it. */
export const actionOf = ({ actionsFrom }: StoryDelivery, name: string): string =>
  typeof actionsFrom === 'string'
    ? `./${actionsFolder(actionsFrom)}/${name}`
    : `${actionsFrom.repository}/actions/${name}`;

const actionsFolder = (actionsFrom: 'local' | 'vendored'): string =>
  actionsFrom === 'local' ? 'actions' : VENDORED_FOLDER;

/** Where our actions are, from the root of the repository; nowhere in it, where they are another's. */
export const ownFolder = ({ actionsFrom }: StoryDelivery): readonly string[] =>
  typeof actionsFrom === 'string' ? [actionsFolder(actionsFrom)] : [];

/** The name of a workflow file. */
export const workflowFile = (of: Pick<StoryDelivery, 'workflowPrefix'>, name: string): string => lotFile(of, name, 1);

/** The same, from the root of the repository. */
export const workflowPath = (of: StoryDelivery, name: string): string => `.github/workflows/${workflowFile(of, name)}`;

/** Runs whose builds count: those of protected branches. */
export const buildersOf = (of: StoryDelivery): string =>
  of.tiers
    .filter((tier) => tier.trust === 'protected')
    .map(({ from }) => `${workflowPath(of, 'deploy')}@refs/heads/${from.pattern}`)
    .join('\n');

/** What the look pins of the images that a Dockerfile names: nothing of its base where that is handed in, by its bytes. */
export function pinsOf(of: StoryDelivery, { base, name }: Service): RegExp | string {
  const given = base === undefined ? {} : { BASE_IMAGE: `${base}@` };
  const names = imagesIn(of.folder?.dockerfiles.get(name) ?? '', given);
  if (names === undefined) return /^/;
  const lines = names
    .filter((image) => !image.includes('@'))
    .map((image) => `${literally(familiar(image))}=docker-image://\\S+@sha256:[0-9a-f]{64}`);
  return lines.length === 0 ? '' : new RegExp(`^${lines.join('\\n')}$`);
}

/** `undefined` where a name cannot be told before the build: the look says so itself. */
function imagesIn(dockerfile: string, given: Readonly<Record<string, string>>): readonly string[] | undefined {
  try {
    return foreignImages(dockerfile, given, ['linux/amd64']);
  } catch {
    return undefined;
  }
}

/** As docker's builder knows an image that a Dockerfile names. */
const familiar = (image: string): string =>
  image.replace(/^(index\.)?docker\.io\/(library\/)?/, '').replace(/:latest$/, '');

/** A folder of the delivery, from the root of the repository. */
export const folderOf = ({ root }: Pick<StoryDelivery, 'root'>, path: string): string => posix.join(root, path);

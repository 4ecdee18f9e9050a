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
export function imageOf(of: StoryDelivery, { image }: Service, trust: Tier['trust']): string {
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

/** A folder of the delivery, from the root of the repository. */
export const folderOf = ({ root }: StoryDelivery, path: string): string => (root === '' ? path : `${root}/${path}`);

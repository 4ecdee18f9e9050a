import type { BootstrapNeed } from '../../domain/bootstrap-need.ts';
import type { Service } from '../../domain/service.ts';

/** Names of what the bootstrap gives to every tier. */
export const DEFAULT_DENY = 'default-deny';
export const QUOTA = 'pods';
export const LIMITS = 'containers';

/** What of a tier's bootstrap has to be there before a service runs in it. */
export const tierNeeds = ({ name }: Pick<Service, 'name'>): readonly BootstrapNeed[] => [
  { kind: 'LimitRange', name: LIMITS },
  { kind: 'NetworkPolicy', name: DEFAULT_DENY },
  { kind: 'NetworkPolicy', name },
  { kind: 'ResourceQuota', name: QUOTA },
];

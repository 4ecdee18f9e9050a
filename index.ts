/** The words one writes a delivery with. */
export * from './domain/branch.ts';
export * from './domain/cluster.ts';
export * from './domain/delivery.ts';
export { minutes, seconds } from './domain/given-seconds.ts';
export { type IdentityPool, identityPool } from './domain/identity-pool.ts';
export * from './domain/measure.ts';
export * from './domain/registry.ts';
export { type GitHubRepository, github } from './domain/repository.ts';
export type { Seconds } from './domain/seconds.ts';
export * from './domain/secret.ts';
export * from './domain/service.ts';
export * from './domain/strategy.ts';
export * from './domain/tier.ts';
export * from './domain/variable.ts';
export * from './domain/waves.ts';

/** The words one writes a delivery with. */
export { type Backup, backup, type ClusterBackup, type Weekday } from './domain/backup.ts';
export * from './domain/branch.ts';
export * from './domain/cluster.ts';
export { type Concurrency, type CronService, cron } from './domain/cron-service.ts';
export * from './domain/delivery.ts';
export { type Edge, type EdgeBounds, type GatewayEdge, gateway, type NginxEdge, nginx } from './domain/edge/edge.ts';
export type { Routes } from './domain/edge/routes.ts';
export type { Environment, Secrets, SecretVariable, Variables } from './domain/environment.ts';
export { type ExternalSecrets, externalSecrets } from './domain/external-secrets.ts';
export { minutes, seconds } from './domain/given-seconds.ts';
export { type IdentityPool, identityPool } from './domain/identity-pool.ts';
export { type JobService, job } from './domain/job-service.ts';
export type { ActionsLock } from './domain/locked-action.ts';
export type { Manifests } from './domain/manifests/manifest-sources.ts';
export * from './domain/manifests/words.ts';
export * from './domain/measure.ts';
export type { Metrics } from './domain/metrics.ts';
export { type Logs, logs } from './domain/observability/logs.ts';
export { type MetricsContract, metricsContract } from './domain/observability/metrics-contract.ts';
export {
  type KubePrometheusStack,
  kubePrometheusStack,
  type ManagedCollection,
  managedCollection,
  type Observability,
} from './domain/observability/observability.ts';
export { type Signals, signals } from './domain/observability/signals.ts';
export type { PerTier } from './domain/per-tier.ts';
export * from './domain/registry.ts';
export { type GitHubRepository, github } from './domain/repository.ts';
export type { TestSuite } from './domain/runtime/runtimes.ts';
export type { SuiteStep } from './domain/runtime/suite-step.ts';
export * from './domain/runtime/words.ts';
export type { Seconds } from './domain/seconds.ts';
export * from './domain/secret.ts';
export * from './domain/service.ts';
export { type FirestoreStore, firestore, type MemoryStore, memory, type Store, type Stores } from './domain/store.ts';
export * from './domain/strategy.ts';
export * from './domain/tier.ts';
export * from './domain/variable.ts';
export * from './domain/verification.ts';
export * from './domain/waves.ts';
export { type Worker, type WorkerHealth, worker } from './domain/worker.ts';
export { use } from './workflows-src/language/use.ts';

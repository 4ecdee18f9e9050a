import { isNewer, type Run } from '../../../domain/run-order.ts';
import type { KubernetesObject } from '../cluster.ts';
import { numberAt, textAt } from '../object-parts.ts';
import { formatRun, RUN, runOf } from './annotations.ts';

/** A holder that has not renewed for so long is dead.
 *  @see https://kubernetes.io/docs/concepts/architecture/leases/ */
const LEASE_SECONDS = 60;
/** Two renewals may be lost before others think so. */
export const RENEW_EVERY = 20_000;

export const leaseName = (service: string): string => `sluice-${service}`;

const specOf = (lease: KubernetesObject) => ({
  holderIdentity: textAt(lease, 'spec', 'holderIdentity'),
  leaseDurationSeconds: numberAt(lease, 'spec', 'leaseDurationSeconds'),
  renewTime: textAt(lease, 'spec', 'renewTime'),
  leaseTransitions: numberAt(lease, 'spec', 'leaseTransitions'),
});

/** The run and the attempt: two attempts of one run are two holders. */
const identityOf = ({ id, attempt }: Run): string => `${id}/${attempt}`;

/** Whether this attempt of this run holds the lock. Expiry does not matter: nobody has taken it yet. */
export const isHeldBy = (lease: KubernetesObject, run: Run): boolean =>
  specOf(lease).holderIdentity === identityOf(run);

/** `take`: it is free, its holder is dead, or our run is the newer one; the holder ends at its next write boundary. */
export type LeaseDecision = { readonly kind: 'take' } | { readonly kind: 'superseded'; readonly sentence: string };

/** @param now milliseconds on our clock. The holder wrote its time on its own: clocks that differ shift the expiry by as much,
 *  which decides who waits and never what is written, because every write has a guard of its own. */
export function decideLease(lease: KubernetesObject, run: Run, now: number): LeaseDecision {
  const { holderIdentity = '', renewTime = '', leaseDurationSeconds = LEASE_SECONDS } = specOf(lease);
  const renewed = Date.parse(renewTime);
  const live = holderIdentity !== '' && now < renewed + leaseDurationSeconds * 1000;
  if (!live || holderIdentity === identityOf(run)) return { kind: 'take' };
  const holder = runOf(lease);
  if (holder === undefined) {
    const sentence = `Lease "${lease.metadata.name}" is held by "${holderIdentity}", which is no run of Sluice; nothing was changed. Wait until it is given back, or delete the Lease.`;
    return { kind: 'superseded', sentence };
  }
  const later = isNewer(run, holder) || (!isNewer(holder, run) && run.attempt > holder.attempt);
  return later
    ? { kind: 'take' }
    : { kind: 'superseded', sentence: `Run ${holder.id} is newer and is rolling out now; nothing was changed.` };
}

/** The Lease before anybody holds it. Applying it takes no lock away: the holder belongs to another manager. */
export const freeLease = (service: string, namespace: string): KubernetesObject => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: {
    name: leaseName(service),
    namespace,
    labels: { 'app.kubernetes.io/name': service, 'app.kubernetes.io/managed-by': 'sluice' },
  },
});

export function taken(lease: KubernetesObject, run: Run, now: number): Readonly<Record<string, unknown>> {
  const time = microTime(now);
  const { holderIdentity, leaseTransitions = 0 } = specOf(lease);
  return {
    metadata: { annotations: { [RUN]: formatRun(run) } },
    spec: {
      holderIdentity: identityOf(run),
      leaseDurationSeconds: LEASE_SECONDS,
      acquireTime: time,
      renewTime: time,
      leaseTransitions: holderIdentity === undefined ? leaseTransitions : leaseTransitions + 1,
    },
  };
}

export const renewed = (now: number): Readonly<Record<string, unknown>> => ({ spec: { renewTime: microTime(now) } });
export const released = (): Readonly<Record<string, unknown>> => ({ spec: { holderIdentity: null } });

/** The API reads six digits after the point. */
const microTime = (now: number): string => new Date(now).toISOString().replace('Z', '000Z');

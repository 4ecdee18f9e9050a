import type { Clock } from '../clock.ts';
import type { ObjectStore, StoreEvent } from '../object-store.ts';

/** What every part of the control plane stands on. */
export interface ControlPlane {
  readonly store: ObjectStore;
  readonly clock: Clock;
}

/** A part that reacts to writes. `observe` only notes what to look at; the work happens later, on the clock. */
export interface Controller {
  observe(event: StoreEvent): void;
  close(): void;
}

/** `now` in whole seconds, as Kubernetes writes times into objects. */
export const timestamp = (clock: Clock): string => `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;

/** The owner that controls an object: https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/ */
export const controllerOf = (object: {
  readonly metadata: {
    readonly ownerReferences?: readonly { kind: string; name: string; uid: string; controller?: boolean }[];
  };
}): { readonly kind: string; readonly name: string; readonly uid: string } | undefined =>
  object.metadata.ownerReferences?.find((owner) => owner.controller === true);

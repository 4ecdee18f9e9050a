import type { ContainerHandle } from './container-runtime.ts';
import { type ContainerPlace, type KubeletParts, regarding } from './kubelet-parts.ts';
import { actionOf } from './probe-worker.ts';

/** A kubelet leaves a process at least this long after SIGTERM. */
const LEAST_SECONDS = 2;

/** Ends a running container: preStop hook, SIGTERM, the rest of the grace period, SIGKILL.
 *  https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
 *  @returns the function to call when the container has ended: nothing more is sent to it. */
export const terminate = (
  { clock, events, timing }: KubeletParts,
  place: ContainerPlace,
  handle: ContainerHandle,
  graceSeconds: number,
  message: string,
): (() => void) => {
  const begin = clock.now();
  const grace = graceSeconds * 1000 * timing.graceFactor;
  const cancels: (() => void)[] = [];
  let over = false;
  events.normal(regarding(place), 'Killing', message);

  const later = (milliseconds: number, callback: () => void): void => {
    cancels.push(clock.after(milliseconds, callback));
  };
  const askToEnd = (): void => {
    if (over) return;
    const left = Math.max(grace - (clock.now() - begin), LEAST_SECONDS * 1000 * timing.graceFactor);
    // The timer first: a container may end within the call.
    later(left, () => handle.signal('SIGKILL'));
    handle.signal('SIGTERM');
  };
  const { preStop } = place.container.lifecycle ?? {};
  const sleep = (preStop as { readonly sleep?: { readonly seconds: number } } | undefined)?.sleep;
  if (preStop === undefined || grace === 0) askToEnd();
  else if (sleep !== undefined) later(Math.min(sleep.seconds * 1000 * timing.graceFactor, grace), askToEnd);
  else {
    let asked = false;
    const once = (): void => {
      if (!asked) askToEnd();
      asked = true;
    };
    later(grace, once);
    handle.probe(actionOf(place, preStop), grace, ({ outcome }) => {
      if (outcome === 'failure' && !over) events.warning(regarding(place), 'FailedPreStopHook', 'PreStopHook failed');
      once();
    });
  }
  return () => {
    over = true;
    for (const cancel of cancels) cancel();
  };
};

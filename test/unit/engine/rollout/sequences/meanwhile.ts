import type { RolloutPorts } from '../../../../../engine/rollout/request.ts';
import type { EmbeddedRoom } from '../embedded-room.ts';
import { UnrulyCluster } from '../unruly-cluster.ts';
import type { TheirWrite } from './others.ts';

/** What happens while a rollout is under way, so many seconds after its beginning. */
export type Meanwhile =
  | { readonly kind: 'cancel'; readonly after: number }
  | { readonly kind: 'server away'; readonly after: number; readonly lasts: number }
  | {
      readonly kind: 'other writer';
      readonly after: number;
      readonly what: Extract<TheirWrite, 'image' | 'label' | 'own object' | 'replicas'>;
    };

export interface Disturbance {
  readonly ports: Partial<RolloutPorts>;
  /** Whether it has happened, once the rollout has ended: what comes later happens to nobody. */
  end(): boolean;
}

/** @param write what the other writer does. */
export function disturb(room: EmbeddedRoom, meanwhile: Meanwhile, write: () => void): Disturbance {
  const { clock } = room;
  const abort = new AbortController();
  const cluster = new UnrulyCluster(room.api);
  let happened = false;
  const at = (after: number, work: () => void) => clock.after(after * 1000, work);
  const happen = (work: () => void) => () => {
    happened = true;
    work();
  };
  const timers = ((): readonly (() => void)[] => {
    switch (meanwhile.kind) {
      case 'cancel':
        return [
          at(
            meanwhile.after,
            happen(() => abort.abort()),
          ),
        ];
      case 'server away':
        return [
          at(
            meanwhile.after,
            happen(() => void cluster.setReachable(false)),
          ),
          at(meanwhile.after + meanwhile.lasts, () => void cluster.setReachable(true)),
        ];
      case 'other writer':
        return [at(meanwhile.after, happen(write))];
    }
  })();
  return {
    ports: { signal: abort.signal, ...(meanwhile.kind === 'server away' ? { cluster } : {}) },
    end() {
      for (const stop of timers) stop();
      void cluster.setReachable(true);
      return happened;
    },
  };
}

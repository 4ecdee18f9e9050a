import type { Graces } from './graces.ts';

/** Tools whose behaviour people know, with their defaults as released in 2026. */
export const PEERS = ['kubectl', 'helm', 'krane', 'kubedog', 'argo'] as const;
export type Peer = (typeof PEERS)[number];

/** When a tool reports the failure: within seconds, at the Deployment's progress deadline, at its own timeout, not at all, or it
 *  does not judge such objects. */
export type Sees = 'seconds' | 'deadline' | 'timeout' | 'never' | 'not judged';

/** What the reference page tells of one class; `npm run synth` writes it. */
export interface ClassPage {
  /** The signs, as the API server shows them. */
  readonly observed: string;
  /** How long they must last; numbers come from the graces, so that the page is never behind the rule. */
  readonly wait: (graces: Graces) => string;
  /** Why so long and no longer. */
  readonly why: string;
  /** What others do, with what is special after the colon. */
  readonly others: Readonly<Record<Peer, Sees | `${Sees}: ${string}`>>;
  /** What to do next, where one answer fits all findings of the class. */
  readonly remedy: string;
}

/** Everything that waits for the controller's condition, or for its own clock. */
export const WAITS_FOR_DEADLINE = { kubectl: 'deadline', helm: 'timeout', argo: 'deadline' } as const;

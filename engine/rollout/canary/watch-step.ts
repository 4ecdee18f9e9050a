import { type Clock, pause } from '../clock.ts';
import type { Cluster, ObjectReference } from '../cluster.ts';
import type { ProgressLog } from '../request.ts';
import { whileWhole } from '../traffic/proof.ts';
import type { Waited } from '../watch/watch-until.ts';
import { type Judgement, NO_JUDGEMENT } from './comparison.ts';
import type { Reader } from './measured.ts';
import type { Share } from './share.ts';

const READ_EVERY = 10_000;

/** What is not good about the pods, or about our sight of them. */
export type Broken = Exclude<Waited<string>, { readonly kind: 'late' }>;

/** What a share came to. */
export type ShareEnd =
  | { readonly kind: 'good' }
  | Broken
  /** What a measure came to. */
  | { readonly kind: 'worse'; readonly sentence: string }
  | { readonly kind: 'held'; readonly sentence: string };

interface Ports {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: ProgressLog;
}

/** One pause of a canary: its pods all the time, by one watch, and beside that the measure every ten seconds and at the end. Whatever
 *  is bad first ends it. */
export async function watchStep(
  canary: ObjectReference,
  share: Share,
  read: Reader | undefined,
  { cluster, clock, signal, log }: Ports,
): Promise<ShareEnd> {
  const until = clock.now() + share.pause * 1000;
  const stop = new AbortController();
  const ports = { cluster, clock, log, signal: AbortSignal.any([signal, stop.signal]) };
  try {
    const pods = whileWhole(canary, share.pods, until, ports);
    const measured = read === undefined ? undefined : readings(read, until, ports);
    const first = await (measured === undefined ? pods : Promise.race([pods, measured]));
    if (first.kind !== 'late' && first.kind !== 'good') return first;
    // Both have to be good, and end at the same moment.
    const watched = await pods;
    if (watched.kind !== 'late') return watched;
    return (await measured) ?? { kind: 'good' };
  } finally {
    stop.abort();
  }
}

type Measured = Extract<ShareEnd, { readonly kind: 'good' | 'worse' | 'held' | 'aborted' }>;

async function readings(read: Reader, until: number, { clock, signal }: Ports): Promise<Measured> {
  let judgement: Judgement = NO_JUDGEMENT;
  for (;;) {
    const left = until - clock.now();
    await pause(left > 0 ? Math.min(READ_EVERY, left) : READ_EVERY, clock, signal);
    if (signal.aborted) return { kind: 'aborted' };
    judgement = await read(judgement, signal);
    if (signal.aborted) return { kind: 'aborted' };
    const { state, sentence } = judgement;
    if (state === 'worse') return { kind: 'worse', sentence };
    if (state === 'inconclusive') return { kind: 'held', sentence };
    // A reading that another one must confirm is no end.
    if (clock.now() >= until && state !== 'suspect')
      return state === 'good' ? { kind: 'good' } : { kind: 'held', sentence };
  }
}

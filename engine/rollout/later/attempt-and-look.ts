import { seconds } from '../../../domain/seconds.ts';
import type { Failed } from '../../../domain/verdict/verdict.ts';
import { attempt } from '../attempt.ts';
import { type KubernetesObject, Refusal, Unreachable } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { parseManifests } from '../manifests.ts';
import { explained } from '../perform/explain.ts';
import { tell } from '../report/timeline.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import { type Sighting, watchRollout } from '../watch/watch-rollout.ts';
import { onlyCameAndWent } from './came-and-went.ts';
import { goBackLater, stateBefore } from './go-back-later.ts';
import { ownLive, targetOf } from './own-live.ts';

/** An attempt and, once it is complete, a longer look at what it wrote, where one is asked for. The look holds no lock: whoever rolls
 *  out meanwhile is not kept waiting, and ends it. Only a failure in it changes anything.
 *  @param verifying told when the look begins */
export async function attemptAndLook(
  request: RolloutRequest,
  ports: RolloutPorts,
  verifying: () => Promise<void>,
): Promise<AttemptEnd> {
  const { watchAfter = seconds(0), kind, graces } = request;
  if (kind !== 'rollout' || watchAfter === 0) {
    const end = await attempt(request, ports);
    return end.outcome === 'complete' && kind === 'rollout' && hasPods(request)
      ? { ...end, note: limitOf(graces.stableFor) }
      : end;
  }
  const before = await stateBefore(request, ports);
  const end = await attempt(request, ports);
  if (end.outcome !== 'complete') return end;
  await verifying();
  ports.log.info(`Complete; looking on until its pods have been ready for ${watchAfter} s more.`);
  try {
    const own = await ownLive(request, ports.cluster);
    if (own.length === 0) return end;
    const sighting = await lookOn(own, watchAfter, request, ports);
    if (sighting.end.state !== 'failed') return ending(end, sighting.end, watchAfter);
    if (onlyCameAndWent(sighting, graces)) return { ...end, sentence: `${end.sentence} ${CAME_AND_WENT}` };
    const failure = await laterFailure(end, { ...sighting, end: sighting.end }, request, ports);
    return await goBackLater(failure, { own, before }, request, ports);
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Refusal)
      return {
        ...end,
        outcome: 'unknown',
        sentence: `${end.sentence} Whether it stayed so is not known: ${error.message}`,
      };
    throw error;
  }
}

/** Whether it has pods that are there at all times, and so could fail later. */
const hasPods = ({ manifests, namespace, reading }: RolloutRequest): boolean =>
  parseManifests(manifests, namespace, reading).workloads.length > 0;

const CAME_AND_WENT =
  'In the time of the look after that its pods came and went, as an autoscaler wants them; none of them failed.';

/** What a complete rollout does not tell. */
const limitOf = (stableFor: number): string =>
  `Its pods were ready for ${stableFor} s; what fails later is not seen. To look longer: --watch-after 60, or the input watch-after.`;

function lookOn(
  own: readonly KubernetesObject[],
  watchAfter: number,
  { namespace, run, graces }: RolloutRequest,
  ports: RolloutPorts,
): Promise<Sighting> {
  const { cluster, clock, log, signal } = ports;
  const targets = own.map((object) => targetOf(object, namespace, clock.now()));
  // As long as it is looked at, every pod must be ready without a restart.
  const patient = { ...graces, stableFor: seconds(watchAfter), timeout: seconds(graces.timeout + watchAfter) };
  return watchRollout({ targets, run, graces: patient, cluster, clock, log, signal, seen: tell(ports, 'rollout') });
}

async function laterFailure(
  end: AttemptEnd,
  sighting: Sighting & { readonly end: Failed },
  request: RolloutRequest,
  ports: RolloutPorts,
): Promise<AttemptEnd> {
  const why = await explained(sighting.end, sighting, request, ports);
  return { ...end, outcome: 'failed', ...why, sentence: `It was complete, and failed later: ${why.sentence}` };
}

function ending(end: AttemptEnd, seen: Exclude<Sighting['end'], Failed>, watchAfter: number): AttemptEnd {
  switch (seen.state) {
    case 'complete':
      return { ...end, sentence: `${end.sentence} They stayed so for ${watchAfter} s after that.` };
    case 'superseded':
      return {
        ...end,
        outcome: 'superseded',
        sentence: `${end.sentence} A newer run has written since, so it was not looked at any longer.`,
      };
    case 'cancelled':
      return {
        ...end,
        outcome: 'cancelled',
        sentence: `${end.sentence} The look after that was cancelled; nothing was undone.`,
      };
    case 'unknown':
      return {
        ...end,
        outcome: 'unknown',
        sentence: `${end.sentence} Whether it stayed so is not known: ${seen.sentence}`,
      };
  }
}

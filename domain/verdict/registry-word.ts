import type { Graces } from './graces.ts';
import type { Instant, Observation } from './observation.ts';
import { definiteGrace, isAboutPlatform, type PullFailure, pullFailures } from './pull-cause.ts';
import { type View, viewOf } from './view.ts';

/** Seconds that the second answer of a registry may take. */
const ANSWERS_WITHIN = 4;

/** How long an image may be said to be missing. The registry's own word, fresh and asked by ourselves, is worth more than a
 *  second try of the kubelet, whose pauses grow: an image that is pushed late is not missed, and one that stays away is told
 *  as soon. Where it cannot be asked, or speaks of other bytes than nodes look for, the kubelet's tries decide. */
export function notFoundGrace(failure: PullFailure, view: View): number {
  const { graces, observation } = view;
  const word = wordOf(failure, observation);
  if (word === undefined) return definiteGrace(failure, view);
  // It is there for us: a push came late, or this node asks another registry.
  if (word.has) return failure.answers >= 3 ? graces.imageGone : graces.imageGoneOnce;
  const due = (secondQuestionAt(failure, view) - failure.since) / 1000;
  return word.at >= failure.since + due * 1000 ? due : Math.max(definiteGrace(failure, view), due + ANSWERS_WITHIN);
}

/** Takes a registry's answer into account. */
export const heard = (observation: Observation, image: string, has: boolean, at: Instant): Observation => ({
  ...observation,
  registry: new Map(observation.registry).set(image, { has, at }),
});

/** A question that a registry should be asked. */
export interface RegistryQuestion {
  readonly image: string;
  readonly at: Instant;
}

/** At first sight, to know whether it can be asked at all, and once more when a failure would be told. */
export function registryQuestions(observation: Observation, graces: Graces): readonly RegistryQuestion[] {
  const view = viewOf(observation, graces);
  if (view === undefined) return [];
  return pullFailures(view)
    .filter((failure) => failure.cause === 'not-found' && !isAboutPlatform(failure.text))
    .flatMap((failure) => {
      const image = failure.container.spec.image ?? '';
      const word = observation.registry.get(image);
      const second = secondQuestionAt(failure, view);
      if (word === undefined) return [{ image, at: failure.since }];
      return word.at < second && !word.has ? [{ image, at: second }] : [];
    });
}

const secondQuestionAt = ({ since }: PullFailure, { graces, observation }: View): Instant =>
  Math.max(since + graces.imageGone * 1000, observation.applied.at + graces.imageGoneUnseen * 1000);

const wordOf = (failure: PullFailure, { registry }: Observation) =>
  isAboutPlatform(failure.text) ? undefined : registry.get(failure.container.spec.image ?? '');

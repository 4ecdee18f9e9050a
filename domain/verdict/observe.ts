import { isReady } from './containers.ts';
import { hasFallen } from './fallen.ts';
import { conditionOf, type Watched } from './kubernetes.ts';
import type { Fact, Instant, Observation } from './observation.ts';
import { symptom, symptomsOf } from './symptoms.ts';

/** Takes one fact into account. Facts may come late, twice or out of order: an object never goes back to an older version
 *  and never returns after it is gone, so the final verdict does not depend on the order.
 *  Versions are compared as numbers, as the API server allows since 1.35; where one is no number, arrival decides.
 *  @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions */
export function observe(observation: Observation, fact: Fact, at: Instant): Observation {
  switch (fact.type) {
    case 'seen':
      return see(observation, fact.object, at);
    case 'gone':
      return lose(remember(observation, fact.object, at), [fact.object.metadata.uid]);
    case 'listed': {
      const version = Number(fact.resourceVersion);
      const present = new Set(fact.objects.map(({ metadata }) => metadata.uid));
      const missing = [...observation.objects.values()].filter(
        ({ kind, metadata }) =>
          kind === fact.kind && !present.has(metadata.uid) && !(Number(metadata.resourceVersion) > version),
      );
      const kept = lose(
        observation,
        missing.map(({ metadata }) => metadata.uid),
      );
      const seen = fact.objects.reduce((state, object) => see(state, object, at), kept);
      const before = seen.listed.get(fact.kind) ?? 0;
      return Number.isNaN(version) || version <= before
        ? seen
        : { ...seen, listed: new Map(seen.listed).set(fact.kind, version) };
    }
  }
}

function see(before: Observation, object: Watched, at: Instant): Observation {
  const observation = remember(before, object, at);
  const { uid } = object.metadata;
  const version = Number(object.metadata.resourceVersion);
  const known = observation.objects.get(uid);
  if (observation.gone.has(uid)) return observation;
  // A late event about an object that a newer list no longer had.
  if (known === undefined && version < (observation.listed.get(object.kind) ?? 0)) {
    return { ...observation, gone: new Set(observation.gone).add(uid) };
  }
  const symptoms = symptomsOf(object);
  const told = symptoms.flatMap(({ key, cause }) => {
    const heard = observation.causes.get(key);
    const isNews = cause !== undefined && (heard === undefined || !(version < heard.version));
    return isNews ? [[key, { version, text: cause }] as const] : [];
  });
  const causes = told.length === 0 ? observation.causes : new Map([...observation.causes, ...told]);
  const everReady =
    object.kind === 'Pod' && isReady(object) ? new Set(observation.everReady).add(uid) : observation.everReady;
  const readyTimes = withReadyTime(observation.readyTimes, object);
  if (known !== undefined && version <= Number(known.metadata.resourceVersion)) {
    return { ...observation, causes, everReady, readyTimes };
  }
  const marks = new Map([...observation.marks].filter(([key]) => !key.startsWith(`${uid}/`)));
  for (const { key } of symptoms) marks.set(key, observation.marks.get(key) ?? at);
  return {
    ...observation,
    objects: new Map(observation.objects).set(uid, object),
    marks,
    causes,
    everReady,
    readyTimes,
  };
}

/** By the server's times, so that what comes late or twice counts once. */
function withReadyTime(known: Observation['readyTimes'], object: Watched): Observation['readyTimes'] {
  const time = object.kind === 'Pod' && isReady(object) ? conditionOf(object, 'Ready')?.lastTransitionTime : undefined;
  if (object.kind !== 'Pod' || time === undefined) return known;
  const key = symptom.ready(object);
  const times = known.get(key);
  return times?.has(time) ? known : new Map(known).set(key, new Set(times).add(time));
}

/** Keeps how pods ended, also of those that are gone by the time we hear of it: what happened has happened. */
function remember(observation: Observation, object: Watched, at: Instant): Observation {
  if (object.kind !== 'Pod' || !hasFallen(object)) return observation;
  const { uid, resourceVersion } = object.metadata;
  const known = observation.fallen.get(uid);
  if (known !== undefined && Number(resourceVersion) <= Number(known.pod.metadata.resourceVersion)) return observation;
  return { ...observation, fallen: new Map(observation.fallen).set(uid, { pod: object, at: known?.at ?? at }) };
}

function lose(observation: Observation, uids: readonly string[]): Observation {
  if (uids.length === 0) return observation;
  const lost = new Set(uids);
  return {
    ...observation,
    objects: new Map([...observation.objects].filter(([uid]) => !lost.has(uid))),
    readyTimes: new Map([...observation.readyTimes].filter(([key]) => !lost.has(key.slice(0, key.indexOf('/'))))),
    gone: new Set([...observation.gone, ...lost]),
    marks: new Map([...observation.marks].filter(([key]) => !lost.has(key.slice(0, key.indexOf('/'))))),
  };
}

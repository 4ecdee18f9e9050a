import { evictionCause, isEvicted, isRejected } from './fallen.ts';
import { failureClass, oneLine, sentenceOf } from './finding.ts';
import type { Fallen } from './observation.ts';

const REJECTED =
  'Change what the node does not allow, or lead the pods to nodes that do (node selector, affinity, resources).';
/** Reasons of a rejection that no time heals. */
const NEVER_ALLOWED = /^(SysctlForbidden|AppArmor|PodOSNotSupported|PodOSSelectorNodeLabelDoesNotMatch)$/;
const REMEDY =
  'Read what the node ran out of; lower what the pods use, raise their requests to it, or give them a higher priority.';

/** Pods that are taken away are replaced, so one says nothing about the release; many in a row say that none can stay. */
const PODS = 5;
const WITHIN = 300;

export const evicted = failureClass({
  code: 'evicted',
  summary: 'New pods are evicted, preempted or rejected by their nodes again and again.',
  page: {
    observed:
      'New pods end in phase Failed although their containers are started again, or have the condition DisruptionTarget. Each counts once, also when it is gone; so do pods that a node rejects before it begins them.',
    wait: ({ createRefusedTransient }) =>
      `none after the ${PODS}th within ${WITHIN} s; when nodes reject them for what may heal, once they have gone on with it for ${createRefusedTransient} s`,
    why: 'A drained or crowded node takes a few pods away in any rollout, and their controller replaces them. A node that shuts down, or waits for its devices, rejects what comes too early.',
    remedy: REMEDY,
  },
  find: (view) => {
    const taken = view.fallen.filter(({ pod }) => isEvicted(pod));
    const last = taken.find(({ at }, index) => isRow(taken[index - PODS + 1], at));
    // The newest by the server's clock, so that the sentence does not depend on what we heard first.
    const newest = taken.toSorted((a, b) => createdAt(a).localeCompare(createdAt(b))).at(-1);
    if (last === undefined || newest === undefined) return [];
    const object = `pod "${newest.pod.metadata.name}"`;
    const cause = oneLine(evictionCause(newest.pod));
    const row = taken.slice(-PODS);
    const rejected = row.every(({ pod }) => isRejected(pod));
    // What nodes reject for a while and then take is no failure, so it counts by how long they go on with it.
    const mayHeal = rejected && !NEVER_ALLOWED.test(newest.pod.status?.reason ?? '');
    const lasted = ((taken.at(-1)?.at ?? last.at) - last.at) / 1000;
    const words = rejected
      ? `Nodes rejected ${PODS} pods of ${view.title} within ${WITHIN} s, "${newest.pod.spec.nodeName}" the last one,`
      : `The cluster took ${PODS} pods of ${view.title} away within ${WITHIN} s, the last one`;
    return [
      {
        pod: newest.pod,
        object,
        cause,
        sentence: sentenceOf(`${words} ${object}`, cause),
        remedy: rejected ? REJECTED : REMEDY,
        since: last.at,
        grace: mayHeal && lasted < view.graces.createRefusedTransient ? Number.POSITIVE_INFINITY : 0,
      },
    ];
  },
});

const createdAt = ({ pod: { metadata } }: Fallen): string => `${metadata.creationTimestamp ?? ''} ${metadata.name}`;

const isRow = (first: Fallen | undefined, at: number): boolean => first !== undefined && at - first.at <= WITHIN * 1000;

import { failureClass, oneLine, sentenceOf } from './finding.ts';
import { mountTrouble } from './mount-trouble.ts';
import { heldClaim } from './own-places.ts';

const MOUNT =
  'Correct the volume in the manifests: its driver, its path on the node, its server, or the rights to it; kubectl describe shows each try.';
const ATTACH =
  'Find out what still holds the volume, often a pod on another node: one that only one node may write cannot be moved by a rolling update, use the strategy Recreate.';

const RECREATE =
  'A volume that one node alone may write cannot be moved while the old pod stays: use the strategy Recreate, or maxSurge 0 and maxUnavailable 1, or an access mode of many nodes.';

export const volumeFailed = failureClass({
  code: 'volume-failed',
  summary: 'A volume cannot be attached to the node or mounted into the pod.',
  page: {
    observed:
      'A pod waits for its volumes, and a FailedMount or FailedAttachVolume event says why. Not where a ConfigMap or Secret is missing, and not once its image is pulled or its sandbox runs.',
    wait: ({ mountFailed, attachFailed }) =>
      `${mountFailed} s; ${attachFailed} s for what is not attached, unless an old pod of ours has it and the strategy keeps that`,
    why: 'A driver that registers, or a server that comes back, heals; the kubelet tries again about 32 and 64 s after the first time. A volume of another node is taken from it by force after six minutes; beside ready pods the timeout may come before that.',
    remedy: 'Correct the volume; or find out which other pod holds it.',
  },
  find: (view) =>
    view.pods.flatMap((pod) => {
      const trouble = mountTrouble(pod, view);
      if (trouble === undefined || trouble.kind === 'missing') return [];
      const object = `pod "${pod.metadata.name}"`;
      const cause = oneLine(trouble.text);
      const attaches = trouble.kind === 'attach';
      const sentence = sentenceOf('A volume of', object, `cannot be ${attaches ? 'attached' : 'mounted'}`, cause);
      const held = attaches ? heldClaim(pod, view) : undefined;
      if (held !== undefined)
        return [
          {
            pod,
            object,
            cause,
            sentence: `${sentence} Our own old pod "${held.by}" has claim "${held.claim}" on another node until the new one is ready.`,
            remedy: RECREATE,
            since: trouble.since,
            grace: Math.min(view.graces.attachFailed, view.graces.mountFailed),
          },
        ];
      const grace = attaches ? view.graces.attachFailed : view.graces.mountFailed;
      return [{ pod, object, cause, sentence, remedy: attaches ? ATTACH : MOUNT, since: trouble.since, grace }];
    }),
});

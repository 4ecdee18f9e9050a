import type { Problem } from '../../../domain/problem.ts';
import { isRecord } from '../../../domain/shape/shape.ts';
import { type KubernetesObject, nameOf } from '../cluster.ts';
import { isJob } from '../subject.ts';
import { type Adapted, kept } from './adapted.ts';

const TTL = 'ttlSecondsAfterFinished';

/** A Job that removes itself would run again with every repeated run: that it is there tells that it ran. */
export function withoutTimeToLive(object: KubernetesObject): Adapted {
  const spec = object['spec'];
  if (!isJob(object) || !isRecord(spec) || spec[TTL] === undefined || spec[TTL] === null) return kept(object);
  const { [TTL]: seconds, ...rest } = spec;
  return kept(
    { ...object, spec: rest },
    `${nameOf(object)} is written without its ${TTL} of ${String(seconds)}: while it is there, a repeated run does not run it again. Remove finished Jobs with "kubectl delete jobs".`,
  );
}

/** In a release such a field is refused: what is written is what was proven. */
export function timeToLiveProblems(job: KubernetesObject, field: string): Problem[] {
  const spec = job['spec'];
  const value = isRecord(spec) ? spec[TTL] : undefined;
  if (value === undefined) return [];
  return [
    {
      field: `${field}.spec.${TTL}`,
      value,
      message: 'A Job that removes itself would run again with every repeated run. Leave it out.',
    },
  ];
}

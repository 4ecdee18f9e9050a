import { InvalidInput } from '../../../domain/problem.ts';
import type { MeasuredSide } from '../../../domain/query-template.ts';
import type { Exposed } from '../exposed-workload.ts';
import { canaryName } from './canary-deployment.ts';

/** From here on names of pods lose the end of what they are made of, and one version could be taken for the other: 58 characters
 *  in all before the random ones, of which a hash and two "-" take up to twelve.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/storage/names/generate.go */
const LONGEST_NAME = 46;

export type Sides = Readonly<Record<'canary' | 'stable', MeasuredSide>>;

/** How the two versions are told apart in queries. @throws {InvalidInput} when the names of their pods are too long for that. */
export function sidesOf(exposed: Exposed, namespace: string): Sides {
  const { name } = exposed.deployment.metadata;
  const canary = canaryName(exposed);
  if (canary.length > LONGEST_NAME)
    throw new InvalidInput('The manifests', [
      {
        field: `Deployment/${name}.metadata.name`,
        value: name,
        message: `Kubernetes shortens the names of the pods of "${canary}", so queries could not tell them apart. Take a name of at most ${LONGEST_NAME - canary.length + name.length} characters, or leave the measure out.`,
      },
    ]);
  return {
    stable: { version: 'stable', namespace, deployment: name, pods: podsOf(name) },
    canary: { version: 'canary', namespace, deployment: canary, pods: podsOf(canary) },
  };
}

/** Deployment, hash of the template, five random characters. The parts have no "-", so that the pods of `api` do not match as those
 *  of `api-canary`; a dot is put into brackets because a backslash means another thing in each quote of PromQL. */
const podsOf = (deployment: string): string => `${deployment.replaceAll('.', '[.]')}-[a-z0-9]{1,10}-[a-z0-9]{5}`;

import { fieldsOf } from '../read/fields.ts';
import { containersOf, podsOf } from '../read/pods.ts';
import { found, type ManifestRule } from '../tree.ts';

/** Not ready is no reason to be killed. */
export const oneProbeForTwo: ManifestRule = {
  id: 'one-probe-for-two',
  why: 'A process that cannot reach its database is not ready; when the same question decides whether it lives, all pods are killed at once, and come back no better.',
  example: 'readinessProbe and livenessProbe both by httpGet /health',
  fix: 'Ask for what the process itself needs to live, and for what it depends on by another path.',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  judge: (tree) =>
    podsOf(tree)
      .flatMap((pods) => containersOf(pods))
      .flatMap(({ pods, path, fields }) => {
        const question = questionOf(fields['livenessProbe']);
        return question !== undefined && question === questionOf(fields['readinessProbe'])
          ? [found(pods.of, `${path}.livenessProbe`, 'asks the same as the readinessProbe')]
          : [];
      }),
};

/** What decides of a probe: whom it asks what. */
const questionOf = (probe: unknown): string | undefined => {
  const { httpGet, tcpSocket, exec, grpc } = fieldsOf(probe);
  if (tcpSocket !== undefined) return undefined;
  const asked = httpGet ?? exec ?? grpc;
  if (asked === undefined) return undefined;
  const { path, port, command, service } = fieldsOf(asked);
  return JSON.stringify({ path, port, command, service });
};

import type { Container, EnvVar, PodSpec } from 'kubernetes-types/core/v1.d.ts';
import { PRE_STOP, terminationGrace } from '../../domain/drain.ts';
import { environmentIn, secretsIn } from '../../domain/environment.ts';
import { ALL } from '../../domain/per-tier.ts';
import type { Service } from '../../domain/service.ts';
import { environmentVariables, secretVariables } from './variables.ts';

/** What the pods of a service are told by. */
type PodOwner = Pick<Service, 'name' | 'image' | 'kind' | 'drain'>;

/** The pods of every service, whatever makes them; restricted, as the namespace wants them. @param own what its one container has beside that */
export const podOf = (service: PodOwner, own: Omit<Container, 'name'>): PodSpec => ({
  serviceAccountName: service.name,
  automountServiceAccountToken: false,
  terminationGracePeriodSeconds: graceOf(service),
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 10001,
    runAsGroup: 10001,
    fsGroup: 10001,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containers: [containerOf(service, own)],
  volumes: [{ name: 'tmp', emptyDir: {} }],
});

const containerOf = ({ name, image }: PodOwner, own: Omit<Container, 'name'>): Container => ({
  name,
  image,
  imagePullPolicy: 'IfNotPresent',
  ...own,
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
});

/** `IMAGE_DIGEST` is filled when the release is formed: the service tells by it which bytes it is. Secrets stand first, for a text may name one:
 *  `postgres://app:$(DB_PASSWORD)@db/app`.
 *  @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ */
export const ownVariables = ({ drain, environment, secrets }: Service): EnvVar[] => [
  { name: 'DRAIN_SECONDS', value: String(drain) },
  { name: 'IMAGE_DIGEST', value: '' },
  ...secretVariables(secretsIn(secrets, ALL)),
  ...environmentVariables(environmentIn(environment, ALL)),
];

/** No traffic has to find another way before what nobody reaches ends. */
const graceOf = ({ kind, drain }: PodOwner): number => terminationGrace(drain, kind === 'web' ? PRE_STOP : 0);

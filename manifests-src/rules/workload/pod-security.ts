import { type Fields, fieldsOf, listOf } from '../read/fields.ts';
import { allContainersOf, type Container, type Pods, podsOf, specPath } from '../read/pods.ts';
import { type Finding, found, type ManifestRule } from '../tree.ts';

/** What the profile "restricted" of Pod Security asks for, of version 1.36. */
export const podSecurity: ManifestRule = {
  id: 'pod-security',
  why: 'A namespace that enforces the profile "restricted" refuses such pods: the Deployment is accepted, and none of its pods is ever made.',
  example: 'container without securityContext',
  fix: 'runAsNonRoot: true and seccompProfile.type: RuntimeDefault for the pod, allowPrivilegeEscalation: false and capabilities.drop: [ALL] for each container.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  judge: (tree) =>
    podsOf(tree).flatMap((pods) => [...podFindings(pods), ...allContainersOf(pods).flatMap(containerFindings)]),
};

const HOST = ['hostNetwork', 'hostPID', 'hostIPC'];
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const podFindings = (pods: Pods): readonly Finding[] => {
  const { spec, of } = pods;
  return [
    ...HOST.filter((name) => spec[name] === true).map((name) =>
      found(of, specPath(pods, name), 'is true, which gives the pod what is of the node'),
    ),
    ...listOf(spec['volumes']).flatMap((volume, index) =>
      Object.keys(fieldsOf(volume))
        .filter((kind) => kind !== 'name' && !VOLUMES.includes(kind))
        .map((kind) =>
          found(of, specPath(pods, `volumes[${index}].${kind}`), 'is a volume that restricted pods may not have'),
        ),
    ),
    ...(fieldsOf(spec['securityContext'])['runAsUser'] === 0
      ? [found(of, specPath(pods, 'securityContext.runAsUser'), 'is 0, which is root')]
      : []),
  ];
};

function containerFindings({ pods, path, fields }: Container): readonly Finding[] {
  const own = fieldsOf(fields['securityContext']);
  const ofPod = fieldsOf(pods.spec['securityContext']);
  const at = `${path}.securityContext`;
  const wrong = (field: string, seen: string): Finding => found(pods.of, `${at}.${field}`, seen);
  return [
    ...((own['runAsNonRoot'] ?? ofPod['runAsNonRoot']) === true ? [] : [wrong('runAsNonRoot', 'is not true')]),
    ...(own['runAsUser'] === 0 ? [wrong('runAsUser', 'is 0, which is root')] : []),
    ...(own['allowPrivilegeEscalation'] === false ? [] : [wrong('allowPrivilegeEscalation', 'is not false')]),
    ...(own['privileged'] === true ? [wrong('privileged', 'is true')] : []),
    ...(isConfined(own, ofPod) ? [] : [wrong('seccompProfile.type', 'is neither RuntimeDefault nor Localhost')]),
    ...capabilities(own).map((seen) => wrong('capabilities', seen)),
    ...(own['procMount'] === undefined || own['procMount'] === 'Default' ? [] : [wrong('procMount', 'is not Default')]),
    ...listOf(fields['ports']).flatMap((port, index) =>
      Number(fieldsOf(port)['hostPort'] ?? 0) > 0
        ? [found(pods.of, `${path}.ports[${index}].hostPort`, 'is a port of the node')]
        : [],
    ),
  ];
}

const isConfined = (own: Fields, ofPod: Fields): boolean =>
  ['RuntimeDefault', 'Localhost'].includes(
    String(fieldsOf(own['seccompProfile'])['type'] ?? fieldsOf(ofPod['seccompProfile'])['type']),
  );

const capabilities = (own: Fields): readonly string[] => {
  const { add, drop } = fieldsOf(own['capabilities']);
  const more = listOf(add).filter((name) => name !== 'NET_BIND_SERVICE');
  return [
    ...(listOf(drop).includes('ALL') ? [] : ['do not drop ALL']),
    ...(more.length > 0 ? [`add ${more.join(', ')}`] : []),
  ];
};

import type { Subject } from '../../domain/verdict/observation.ts';

/** An object as people name it on a command line; its namespace is said elsewhere. */
export type NamedObject = SubjectWithoutNamespace<Subject>;
type SubjectWithoutNamespace<S> = S extends Subject ? Omit<S, 'namespace'> : never;

/** As kubectl names them, short names too. */
const KINDS: readonly (readonly [Exclude<Subject['kind'], 'Custom'>, RegExp])[] = [
  ['Deployment', /^(deploy|deployments?)$/i],
  ['StatefulSet', /^(sts|statefulsets?)$/i],
  ['DaemonSet', /^(ds|daemonsets?)$/i],
  ['Job', /^jobs?$/i],
  ['PersistentVolumeClaim', /^(pvc|persistentvolumeclaims?)$/i],
];

/** What `parseObject` reads, for people. */
export const OBJECT_WORDS =
  'deployment, statefulset, daemonset, job, pvc, or that of a custom resource with version and group, Certificate.v1.cert-manager.io/web';

/** Reads KIND/NAME, or KIND.VERSION.GROUP/NAME for what Kubernetes itself does not bring: its kind as its manifest spells it.
 *  `undefined` for anything else. */
export function parseObject(text: string): NamedObject | undefined {
  const [, word = '', name = ''] = /^([A-Za-z][\w.-]*)\/([a-z0-9][-a-z0-9.]*)$/.exec(text) ?? [];
  const kind = KINDS.find(([, words]) => words.test(word))?.[0];
  if (kind !== undefined) return { kind, name };
  const [, type, version, group] = /^([A-Z]\w*)\.(v[0-9][a-z0-9]*)\.([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/.exec(word) ?? [];
  return type === undefined ? undefined : { kind: 'Custom', apiVersion: `${group}/${version}`, type, name };
}

import { atomOf, fieldType, typeOfKind } from '../apply/schema/schema.ts';
import type { TypeExpression } from '../apply/schema/type-expression.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { withoutNulls } from './frozen.ts';

/** Fields that Go writes even when they are empty: those without `omitempty` in k8s.io/api. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  'core.v1.LimitRangeSpec': ['limits'],
  'core.v1.PodSpec': ['containers'],
  'discovery.v1.EndpointSlice': ['endpoints', 'ports'],
  'rbac.v1.PolicyRule': ['verbs'],
  'rbac.v1.Role': ['rules'],
};

/** Texts that Go leaves out when they are empty, as far as a delivery writes them. */
const OMITTED_TEXTS: Readonly<Record<string, readonly string[]>> = { 'core.v1.EnvVar': ['value'] };

/** An object as Go's decoding and encoding leave it: without nulls, and without lists and maps that are empty. Structs stay,
 *  and so does all of a custom resource, which no Go type knows. Zeros and empty texts stay but for a few. */
export const decoded = (object: KubernetesObject): KubernetesObject => {
  const clean = withoutNulls(object) as KubernetesObject;
  if (clean.apiVersion?.startsWith('gateway.networking.k8s.io/')) return clean;
  return withoutEmpty(clean, typeOfKind(clean.apiVersion, clean.kind)) as KubernetesObject;
};

const withoutEmpty = (value: unknown, type: TypeExpression): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const atom = atomOf(type, value);
  if (Array.isArray(value)) return atom.form === 'list' ? value.map((item) => withoutEmpty(item, atom.element)) : value;
  if (atom.form !== 'map') return value;
  const struct = typeof type === 'object' && 'ref' in type ? type.ref : '';
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]) => {
      const element = fieldType(atom, name);
      const empty =
        atom.fields !== undefined && isEmpty(child, element, OMITTED_TEXTS[struct]?.includes(name) === true);
      if (empty && KEPT[struct]?.includes(name) !== true) return [];
      return [[name, withoutEmpty(child, element)] as const];
    }),
  );
};

const isEmpty = (value: unknown, type: TypeExpression, isOmittedText: boolean): boolean => {
  if (value === '') return isOmittedText;
  if (typeof type === 'string' || typeof value !== 'object' || value === null) return false;
  return ('list' in type || 'map' in type) && Object.keys(value).length === 0;
};

import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';
import { recordAt } from '../object-parts.ts';
import { ownershipsOf } from './field-managers.ts';
import { textOf } from './field-path.ts';

/** Lists of a pod that the server never fills by itself. */
const LISTS = ['initContainers', 'containers', 'volumes'] as const;
const WITHIN = ['env', 'volumeMounts'] as const;

/** Named parts of the pod template that neither the manifests have nor anybody owns: admission has put them there. As
 *  `container "proxy"`. */
export function additions(answer: KubernetesObject, wanted: KubernetesObject): readonly string[] {
  const owned = new Set(ownershipsOf(answer).flatMap(({ paths }) => paths.map(textOf)));
  const at = ['f:spec', 'f:template', 'f:spec'];
  const [now, said] = [podOf(answer), podOf(wanted)];
  return LISTS.flatMap((list) =>
    names(now?.[list]).flatMap((name): readonly string[] => {
      const step = [...at, `f:${list}`, `k:${JSON.stringify({ name })}`];
      const ours = find(said?.[list], name);
      if (ours === undefined) return owned.has(textOf(step)) ? [] : [`${list}[name="${name}"]`];
      const theirs = find(now?.[list], name);
      return WITHIN.flatMap((inner) =>
        keyed(theirs?.[inner], inner).flatMap(([key, value]) => {
          const path = [...step, `f:${inner}`, `k:${JSON.stringify({ [key]: value })}`];
          const has = keyed(ours[inner], inner).some(([, other]) => other === value) || owned.has(textOf(path));
          return has ? [] : [`${list}[name="${name}"].${inner}[${key}="${value}"]`];
        }),
      );
    }),
  );
}

type Pod = Readonly<Record<string, unknown>>;

const podOf = (object: KubernetesObject): Pod | undefined => recordAt(object, 'spec', 'template', 'spec');

const items = (list: unknown): readonly Pod[] => (Array.isArray(list) ? list.filter(isRecord) : []);
const names = (list: unknown): readonly string[] => items(list).map(({ name }) => String(name));
const find = (list: unknown, wanted: string): Pod | undefined => items(list).find(({ name }) => name === wanted);
const keyed = (list: unknown, kind: (typeof WITHIN)[number]): readonly (readonly [string, string])[] => {
  const key = kind === 'env' ? 'name' : 'mountPath';
  return items(list).map((item) => [key, String(item[key])]);
};

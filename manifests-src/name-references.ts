import { GATEWAY_GROUP } from './edge/names.ts';
import type { NameReference } from './render/name-reference.ts';

/** The file of an overlay that says which fields name other objects. */
export const NAME_REFERENCES = 'name-references.yaml';

/** Fields that name a Service and that kustomize does not know, by the kind that has them.
 *  @see https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.5.0/api/internal/konfig/builtinpluginconsts/namereference.go */
const UNKNOWN_TO_KUSTOMIZE: Readonly<Record<string, { readonly group: string; readonly path: string }>> = {
  HTTPRoute: { group: GATEWAY_GROUP, path: 'spec/rules/backendRefs/name' },
};

/** What kustomize has to be told before a prefix is carried into these objects. */
export function namesIn(objects: readonly { readonly object: { readonly kind: string } }[]): readonly NameReference[] {
  const kinds = [...new Set(objects.map(({ object }) => object.kind))];
  const fieldSpecs = kinds.flatMap((kind) => {
    const unknown = UNKNOWN_TO_KUSTOMIZE[kind];
    return unknown === undefined ? [] : [{ ...unknown, kind }];
  });
  return fieldSpecs.length === 0 ? [] : [{ kind: 'Service', version: 'v1', fieldSpecs }];
}

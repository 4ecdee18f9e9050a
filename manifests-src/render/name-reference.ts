/** Which fields of which kinds name objects of one kind, as the `nameReference` of a kustomize configuration says it.
 *  @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configurations/ */
export interface NameReference {
  readonly kind: string;
  readonly version?: string;
  readonly group?: string;
  readonly fieldSpecs: readonly FieldSpec[];
}

export interface FieldSpec {
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  /** Names of fields with "/" between them; a list on the way means each of its items. */
  readonly path: string;
}

/** Those that kustomize knows itself, of the kinds that a prefix is given to here.
 *  @see https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.5.0/api/internal/konfig/builtinpluginconsts/namereference.go */
export const BUILT_IN: readonly NameReference[] = [
  {
    kind: 'Service',
    version: 'v1',
    fieldSpecs: [
      { kind: 'Ingress', path: 'spec/rules/http/paths/backend/service/name' },
      { kind: 'Ingress', path: 'spec/defaultBackend/service/name' },
    ],
  },
  {
    kind: 'ServiceAccount',
    version: 'v1',
    fieldSpecs: [{ kind: 'Deployment', path: 'spec/template/spec/serviceAccountName' }],
  },
];

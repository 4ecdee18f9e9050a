import { assertNever } from './brand.ts';

/** What a manager of `managedFields` is to us. `kubectl-apply`: what somebody applied with kubectl, before it knew server-side apply.
 *  `controller`: a part of the cluster that decides fields by itself. `reconciler`: writes back whatever somebody else changes. */
export type Standing = 'ours' | 'kubectl-apply' | 'kubectl' | 'controller' | 'reconciler' | 'other';

const STANDINGS: readonly (readonly [standing: Standing, name: RegExp])[] = [
  ['ours', /^sluice(-.+)?$/],
  // @see https://github.com/kubernetes/kubernetes/pull/112905
  ['kubectl-apply', /^(kubectl-client-side-apply|before-first-apply)$/],
  ['kubectl', /^kubectl(-.+)?$/],
  ['reconciler', /^(argocd-.+|kustomize-controller|helm-controller|flux(-.+)?|kapp-controller|configsync|fleetagent)$/],
  [
    'controller',
    /^((.+-)?controller-manager|kubelet|kube-(scheduler|apiserver|proxy)|cluster-autoscaler|vpa-(updater|recommender|admission-controller)|keda(-operator)?)$/,
  ],
];

export const standingOf = (manager: string): Standing =>
  STANDINGS.find(([, name]) => name.test(manager))?.[0] ?? 'other';

/** As long as the server lets a manager be called. @see https://kubernetes.io/docs/reference/kubernetes-api/common-parameters/common-parameters/#fieldManager */
const LONGEST = 128;

/** A manager to take over from, as `managedFields` spells it. @throws {Error} a sentence, for one that nobody takes over from. */
export function takeOverFrom(text: string): string {
  const manager = text.trim();
  if (manager === '' || Buffer.byteLength(manager) > LONGEST)
    throw new Error(`"${text}" is no field manager: wanted a name of 1 to ${LONGEST} bytes.`);
  const reason = untakeable(manager);
  if (reason !== undefined) throw new Error(`Nobody takes over from ${reason}`);
  return manager;
}

/** Why nobody takes over from a manager. `undefined` where somebody may. */
function untakeable(manager: string): string | undefined {
  const standing = standingOf(manager);
  switch (standing) {
    case 'other':
    case 'kubectl':
    case 'kubectl-apply':
      return undefined;
    case 'ours':
      return `"${manager}", which is Sluice itself: leave it out.`;
    case 'controller':
      return `"${manager}", which is a controller and decides its fields by itself: leave these fields out of the manifests.`;
    case 'reconciler':
      return `"${manager}", which would write its fields back: take the objects out of its hands first.`;
    default:
      return assertNever(standing);
  }
}

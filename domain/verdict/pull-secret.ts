import type { Pod } from './kubernetes.ts';
import type { View } from './view.ts';

/** A pull secret that the kubelet did not find: it pulls without, and a registry often answers that there is no such image.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/kubelet/kubelet_pods.go getPullSecretsForPod
 *  @returns what is added to the sentence, and what helps */
export function missingPullSecret(
  { metadata }: Pod,
  view: View,
): { readonly sentence: string; readonly remedy: string } | undefined {
  const told = view.events(metadata.uid).find(({ reason }) => reason === 'FailedToRetrieveImagePullSecret');
  const names = /secrets? \(([^)]+)\)/i.exec(told?.message ?? '')?.[1];
  if (names === undefined) return undefined;
  return {
    sentence: ` Its imagePullSecret ${names} could not be read, so the image was asked for without it.`,
    remedy: `Create the Secret ${names} (kubectl create secret docker-registry) in this namespace, or correct its name in imagePullSecrets.`,
  };
}

/** Annotation of a pod template that only makes new pods of the same release.
 *  @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/kubectl_rollout_restart/ */
export const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** Whether a variable of this name does the same.
 *  @see https://github.com/stakater/Reloader#reload-strategies */
export const isRestartVariable = (name: string): boolean => name.startsWith('STAKATER_');

/** On the Deployment, its pods and in the selectors of both Deployment and Service, from the creation of the copy on: the selector
 *  of a Deployment never changes. Colours are only names; which one has the traffic, the Service says. */
export const COLOUR = 'sluice.dev/colour';
/** A Deployment from before Sluice has no colour; while its twin starts, the Service is held to its pods by this label. */
export const HASH = 'pod-template-hash';
/** Tells the pods of the canary from the stable ones; the Service selects what both have. Never `release`, which is ours for
 *  something else. @see https://kubernetes.io/docs/concepts/workloads/management/#canary-deployments */
export const TRACK = 'sluice.dev/track';

/** Words on objects of a release, which a rollout reads. */

/** Label or annotation of a Job: `pre-deploy` runs before any pod of the release starts, without it beside them. */
export const PHASE = 'sluice.dev/phase';

/** On a workload or a Job whose effect cannot be taken back, a migration for example: a failure is reported and not undone. */
export const IRREVERSIBLE = 'sluice.dev/irreversible';

/** On the ServiceAccount of a release of Jobs, which come and go: `mark` has it say what was rolled out last. */
export const BEARS = 'sluice.dev/bears';

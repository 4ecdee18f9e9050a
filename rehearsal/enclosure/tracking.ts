/** Name of the variable by which the runner finds what a job has started and not stopped.
 *  @see https://github.com/actions/runner src/Runner.Worker/JobExtension.cs */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID';

/** Its value in all that works in a folder; what is below that folder has one that begins with it. */
export const trackingId = (folder: string): string => `github_${folder}/`;

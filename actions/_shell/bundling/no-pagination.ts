/** Stands in for @octokit/plugin-paginate-rest in bundles: a list of every list of GitHub, 14 KiB, for a method that no action calls.
 *  Ours ask for the next page themselves. */
export const paginateRest = (): object => ({});

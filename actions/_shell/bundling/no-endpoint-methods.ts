/** Stands in for @octokit/plugin-rest-endpoint-methods in bundles: a table of every endpoint of GitHub, 82 KiB, for methods that no
 *  action calls. Ours name their routes. */
export const restEndpointMethods = (): object => ({});

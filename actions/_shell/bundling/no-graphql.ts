interface Graphql {
  (): never;
  defaults(): Graphql;
}

/** Stands in for @octokit/graphql in bundles: no action asks GitHub by GraphQL. */
export function withCustomRequest(): Graphql {
  const graphql = (): never => {
    throw new Error('The bundles of the actions hold no GraphQL: ask by REST, or take @octokit/graphql in again.');
  };
  return Object.assign(graphql, { defaults: () => withCustomRequest() });
}

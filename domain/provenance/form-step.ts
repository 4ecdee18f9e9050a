/** The step of a build job that forms the release of a service and tags it by the commit, once: where it succeeded, the tag is its own. */
export const formStep = (service: string): string => `Form the release of ${service}`;

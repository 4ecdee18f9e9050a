import { join, posix } from 'node:path';

/** Where a path of the image is on this machine. Climbing ends at the image's root, as it does in a container. */
export const inRoot = (root: string, path: string): string => join(root, posix.normalize(`/${path}`));

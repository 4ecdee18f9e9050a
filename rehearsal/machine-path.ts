import { delimiter } from 'node:path';
import { isBelow } from './enclosure/sandbox/mounts.ts';

/** PATH of jobs: that of this machine, without what npm puts there for its scripts and without what lies in the checkout: on GitHub a job
 *  finds neither. The Node of the rehearsal comes first.
 *  @param node the folder of that Node */
export const machinePath = (path: string, checkout: string, node: string): string =>
  [node, ...path.split(delimiter).filter((folder) => folder !== '' && !isOfNpm(folder) && !isBelow(folder, checkout))]
    .filter((folder, index, all) => all.indexOf(folder) === index)
    .join(delimiter);

const isOfNpm = (folder: string): boolean => /(^|[\\/])(node_modules[\\/]\.bin|node-gyp-bin)[\\/]?$/.test(folder);

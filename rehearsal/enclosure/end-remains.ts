import { removeFreeLocks } from '../owner/exclusive.ts';
import { discard } from '../owner/owned-folders.ts';
import { endOwned } from './owned-processes.ts';

/** What the watcher becomes when the process that it watched has died: ends all that is left of it, then removes its scratch folder and
 *  its locks. Arguments: the scratch folder, the folder of the locks, process groups that were left (they have been killed once). */
const [folder = '', locks = '', ...groups] = process.argv.slice(2);
if (!folder.startsWith('/')) throw new Error(`The scratch folder is "${folder}"; wanted an absolute path.`);
await endOwned({ folder, roots: [], groups: groups.map(Number) });
removeFreeLocks(locks, Date.now());
discard(folder);

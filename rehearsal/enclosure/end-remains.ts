import { rmSync } from 'node:fs';
import { endOwned } from './owned-processes.ts';

/** What the watcher becomes when the process that it watched has died: ends all that is left of it, then removes its scratch folder.
 *  Arguments: the scratch folder, process groups that were left (they have been killed once already). */
const [folder = '', ...groups] = process.argv.slice(2);
if (!folder.startsWith('/')) throw new Error(`The scratch folder is "${folder}"; wanted an absolute path.`);
await endOwned({ folder, roots: [], groups: groups.map(Number) });
rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });

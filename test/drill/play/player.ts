import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../../cli/cache-folder.ts';
import { leaveNothing } from '../../../cli/rehearsal/leave-nothing.ts';
import { environmentsFolder } from '../../../rehearsal/builder/python-environments.ts';
import { startWatcher } from '../../../rehearsal/enclosure/watcher.ts';
import { drilledSubject } from '../subject.ts';
import { StageHand } from './stage-hand.ts';
import type { Task } from './task.ts';

/** A process that plays one task after the other, asked and answered by messages. It ends with whoever started it, and leaves nothing. */
const place = { checkout: join(import.meta.dirname, '../../..'), cache: cacheFolder(process.env) };
const hand = new StageHand(drilledSubject(), place);

leaveNothing(tmpdir(), startWatcher(tmpdir(), environmentsFolder(place.cache)), {
  cancel: async () => {},
  kill: () => {},
});
process.on('disconnect', () => process.exit(0));
process.on('message', (task: Task) => {
  void hand.does(task).then((verdict) => process.send?.({ verdict, memory: process.memoryUsage.rss() }));
});

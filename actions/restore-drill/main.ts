import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { restoreDrill } from './contract.ts';
import { world } from './world.ts';

await run(restoreDrill, (invocation) => act(invocation, world));

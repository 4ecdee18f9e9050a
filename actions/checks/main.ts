import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { checks } from './contract.ts';
import { world } from './world.ts';

await run(checks, (invocation) => act(invocation, world(invocation)));

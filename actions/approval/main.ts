import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { approval } from './contract.ts';
import { world } from './world.ts';

await run(approval, (invocation) => act(invocation, world(invocation)));

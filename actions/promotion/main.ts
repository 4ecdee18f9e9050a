import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { promotion } from './contract.ts';
import { world } from './world.ts';

await run(promotion, (invocation) => act(invocation, world(invocation)));

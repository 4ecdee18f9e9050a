import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { verification } from './contract.ts';
import { world } from './world.ts';

await run(verification, (invocation) => act(invocation, world(invocation)));

import { run } from '../_shell/run.ts';
import { act } from './act.ts';
import { consent } from './contract.ts';
import { world } from './world.ts';

await run(consent, (invocation) => act(invocation, world(invocation)));

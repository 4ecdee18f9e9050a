import { run } from '../_shell/run.ts';
import { act, post } from './act.ts';
import { withdrawal } from './contract.ts';
import { world } from './world.ts';

await run(
  withdrawal,
  (invocation) => act(invocation, world(invocation)),
  (invocation) => post(invocation, world(invocation)),
);

import type { Ending } from '../_shell/invocation.ts';
import { act, type RolloutInvocation } from './act.ts';
import { post } from './post.ts';
import { world } from './world.ts';

/** Both steps, with the real outside. */
export const mainStep = (invocation: RolloutInvocation): Promise<Ending> => act(invocation, world(invocation));
export const postStep = (invocation: RolloutInvocation): Promise<Ending> => post(invocation, world(invocation));

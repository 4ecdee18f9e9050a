import type { Ending } from '../_shell/invocation.ts';
import { act, type RolloutInvocation } from './act.ts';
import { world } from './world.ts';

/** The main step, with the real outside. */
export const mainStep = (invocation: RolloutInvocation): Promise<Ending> => act(invocation, world(invocation));

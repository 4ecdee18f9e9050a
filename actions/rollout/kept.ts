import type { Invocation } from '../_shell/invocation.ts';
import type { rollout } from './contract.ts';

/** What the main step keeps for the post step: its deployment record, how it ended by itself, and its sentence. */
export const RECORD = 'record';
export const FINISHED = 'finished';
export const SENTENCE = 'sentence';

/** Whether the main step left something that a post step has to end. */
export const isOpen = ({ saved }: Pick<Invocation<typeof rollout>, 'saved'>): boolean =>
  saved(RECORD) !== '' && saved(FINISHED) === '';

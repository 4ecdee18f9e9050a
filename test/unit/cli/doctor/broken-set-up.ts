import type { World } from './healthy-world.ts';

/** One thing is otherwise: what is found, the words that tell it, and the command that mends it. */
export type Broken = readonly [
  what: string,
  bend: (world: World) => void,
  rule: string,
  sentence: RegExp,
  command: RegExp,
];

export const SETUP = /^bash setup\/gcp\/setup\.sh$/;

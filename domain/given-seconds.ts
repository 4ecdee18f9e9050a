import type { Seconds } from './seconds.ts';

/** Seconds as a delivery says them. A number that is none is refused by the rule of its field, with all other problems at once. */
export const seconds = (value: number): Seconds => value as Seconds;

/** The same in minutes. */
export const minutes = (value: number): Seconds => seconds(typeof value === 'number' ? value * 60 : value);

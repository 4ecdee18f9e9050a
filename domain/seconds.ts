import type { Brand } from './brand.ts';

/** A length of time in seconds, never negative. */
export type Seconds = Brand<number, 'Seconds'>;

/** @throws when the number is negative or not finite. */
export function seconds(value: number): Seconds {
  if (!Number.isFinite(value) || value < 0)
    throw new Error(`${value} is not a duration: wanted seconds, zero or more.`);
  return value as Seconds;
}

export const minutes = (value: number): Seconds => seconds(value * 60);

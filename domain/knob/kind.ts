import { isDeepStrictEqual } from 'node:util';
import type { Shape } from '../shape/shape.ts';

/** What values of a knob are: how they are written in inputs and options, and what a delivery says instead. */
export interface Kind<Value> {
  /** What stands for a value in the usage of a command. */
  readonly metavar: string;
  /** How it is written in an input, where that does not follow from what it is about. */
  readonly written?: string;
  /** An option without a value: there, it says the opposite of the default. */
  readonly isSwitch?: true;
  /** One a line in an input; an option that may be given several times. */
  readonly isList?: true;
  /** What a delivery says. */
  readonly shape: Shape;
  /** @throws a sentence that says what is wanted */
  parse(text: string): Value;
  /** As `parse` reads it. */
  format(value: Value): string;
}

/** What is wrong with a typed value: what would be refused, or read as another value, where it is written. */
export function valueProblem<Value>({ parse, format }: Kind<Value>, value: Value): string | undefined {
  const text = format(value);
  try {
    // What nobody said of a record is no difference.
    return isDeepStrictEqual(parse(text), JSON.parse(JSON.stringify(value)))
      ? undefined
      : `It cannot be written: "${text}" would be read as another value.`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

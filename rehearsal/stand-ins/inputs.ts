import type { StandInCall } from '../runner/stand-in.ts';
import { NotRehearsed } from '../workflow/problems.ts';

/** Inputs of one call, read by name. Inputs that a stand-in does not know are refused, not ignored: on GitHub they would do
 *  something. */
export interface Inputs<Name extends string> {
  /** '' where the step does not give it. */
  text(name: Name): string;
  /** @throws for anything but `true` and `false`. */
  flag(name: Name, fallback: boolean): boolean;
  /** Lines or comma-separated parts, without blanks. */
  list(name: Name): readonly string[];
}

/** @throws {NotRehearsed} with every input outside `known`. */
export function readInputs<const Name extends string>(call: StandInCall, known: readonly Name[]): Inputs<Name> {
  const { action, inputs } = call;
  const others = Object.entries(inputs).filter(([name, value]) => value !== '' && !known.some((one) => one === name));
  if (others.length > 0) {
    throw new NotRehearsed(
      others.map(([name, value]) => ({
        what: `the input "${name}" of ${action} (given: "${value}")`,
        place: undefined,
      })),
    );
  }
  const text = (name: Name): string => inputs[name]?.trim() ?? '';
  return {
    text,
    flag(name, fallback) {
      const value = text(name).toLowerCase();
      if (value === '') return fallback;
      if (value !== 'true' && value !== 'false') {
        throw new Error(`${action}: input "${name}" is "${value}", wanted "true" or "false".`);
      }
      return value === 'true';
    },
    list: (name) =>
      text(name)
        .split(/[\n,]/)
        .map((part) => part.trim())
        .filter((part) => part !== ''),
  };
}

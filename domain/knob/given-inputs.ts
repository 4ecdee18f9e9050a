import { eachByName } from './by-name.ts';
import { inputsOf } from './inputs.ts';
import type { ActionTaker, Knob } from './knob.ts';
import { KNOBS, type KnobValues } from './knobs.ts';
import { type RolloutSettings, settingsOf } from './settings.ts';

/** What the inputs of an action say together. What it does not take is as nobody has said it; an input that says the default is not
 *  told from one that says nothing.
 *  @param parsed by the parsers of the action. @throws {InvalidInput} with everything that does not go together */
export function settingsOfInputs(
  taker: ActionTaker,
  parsed: Partial<KnobValues>,
  inputs: Readonly<Record<string, string>>,
): RolloutSettings {
  const knobs: readonly Knob[] = KNOBS;
  const read: Readonly<Record<string, unknown>> = parsed;
  const values: KnobValues = eachByName(
    knobs.map(({ name, default: otherwise }) => [name, name in read ? read[name] : otherwise]),
  );
  const promised = inputsOf(KNOBS, taker);
  return settingsOf(values, {
    nameOf: (name) => name,
    isGiven: (name) => promised[name] !== undefined && inputs[name] !== promised[name].default,
  });
}

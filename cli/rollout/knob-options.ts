import { eachByName } from '../../domain/knob/by-name.ts';
import type { CommandTaker, Knob } from '../../domain/knob/knob.ts';
import { KNOBS, type KnobValues } from '../../domain/knob/knobs.ts';
import { type RolloutSettings, settingsOf } from '../../domain/knob/settings.ts';
import { describeProblem, InvalidInput } from '../../domain/problem.ts';
import type { Options } from '../command-line/given.ts';

/** The option of a knob: its name, or what turns it off. A secret has none: arguments are seen by everybody on the machine. */
export const optionOf = ({ name, kind, default: otherwise }: Knob): string =>
  kind.isSwitch === true && otherwise === true ? `no-${name}` : name;

/** The knobs that are options of a command, or of any. */
export const optionKnobs = (knobs: readonly Knob[], command?: CommandTaker): readonly Knob[] =>
  knobs.filter(
    ({ commands, secret }) =>
      secret === undefined && (command === undefined ? commands.length > 0 : commands.includes(command)),
  );

/** How the options are read. */
export const knobOptions = (knobs: readonly Knob[]): Options =>
  Object.fromEntries(
    optionKnobs(knobs).map((knob) => [
      optionOf(knob),
      {
        type: knob.kind.isSwitch === true ? ('boolean' as const) : ('string' as const),
        ...(knob.kind.isList === true ? { multiple: true } : {}),
      },
    ]),
  );

/** What was said, of the options that the command takes: every value of each. */
type Said = ReadonlyMap<string, readonly string[]>;

/** What the options say together; what is wrong with them is added to `problems`, and then there may be nothing. */
export function settingsGiven(
  said: Said,
  environment: Readonly<Record<string, string | undefined>>,
  problems: string[],
): RolloutSettings | undefined {
  const before = problems.length;
  const knobs: readonly Knob[] = KNOBS;
  const values: KnobValues = eachByName(
    knobs.map((knob) => [knob.name, valueGiven(knob, said, environment, problems)]),
  );
  if (problems.length > before) return undefined;
  const options = new Map(knobs.map((knob) => [knob.name, optionOf(knob)]));
  try {
    return settingsOf(values, {
      nameOf: (name) => `--${options.get(name) ?? name}`,
      isGiven: (name) => said.has(options.get(name) ?? name),
    });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    problems.push(...error.problems.map(describeProblem));
    return undefined;
  }
}

function valueGiven(
  knob: Knob,
  said: Said,
  environment: Readonly<Record<string, string | undefined>>,
  problems: string[],
): unknown {
  const { kind, default: otherwise, secret } = knob;
  // A token of the environment goes with an address on the command line, and means nothing by itself.
  if (secret !== undefined) return said.has('metric-url') ? (environment[secret.environment] ?? otherwise) : otherwise;
  const texts = said.get(optionOf(knob));
  if (texts === undefined) return otherwise;
  if (kind.isSwitch === true) return otherwise !== true;
  const read = texts.flatMap((text) => {
    try {
      return [kind.parse(text)];
    } catch (error) {
      problems.push(`--${knob.name}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  });
  return kind.isList === true ? read.flat() : (read[0] ?? otherwise);
}

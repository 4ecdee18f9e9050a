import type { Knob } from '../../domain/knob/knob.ts';
import { optionKnobs, optionOf } from './knob-options.ts';

/** Where what an option says begins. */
const INDENT = 32;
/** Longer lines go on below. */
const WIDTH = 132;
const ALL = ['watch', 'apply', 'rollback'] as const;

/** The lines of the usage for the options of knobs. */
export const knobUsage = (knobs: readonly Knob[]): string => optionKnobs(knobs).map(lines).join('\n');

function lines(knob: Knob): string {
  const { kind, strategies, about, off } = knob;
  const option = [`      --${optionOf(knob)}`, kind.metavar].filter((part) => part !== '').join(' ');
  const of = strategies === undefined ? '' : `${strategies.join(', ')}: `;
  const said = kind.isSwitch === true && knob.default === true ? (off ?? about) : about;
  return wrapped(option, `${of}${said.replaceAll('`', '')}${notes(knob)}`);
}

function notes({ kind, default: otherwise, commands }: Knob): string {
  const text = kind.format(otherwise);
  const some = ALL.filter((command) => commands.includes(command));
  const parts = [
    ...(kind.isSwitch === true || text === '' ? [] : [`default ${text}`]),
    ...(kind.isList === true ? ['repeatable'] : []),
    ...(some.length === ALL.length ? [] : [some.length === 1 ? `${some[0]} only` : some.join(', ')]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

function wrapped(option: string, text: string): string {
  const made: string[] = [];
  let line = option.length < INDENT - 1 ? option.padEnd(INDENT) : option;
  if (option.length >= INDENT - 1) {
    made.push(option);
    line = ' '.repeat(INDENT);
  }
  for (const word of text.split(' ')) {
    if (line.length > INDENT && line.length + word.length > WIDTH) {
      made.push(line.trimEnd());
      line = ' '.repeat(INDENT);
    }
    line += `${word} `;
  }
  return [...made, line.trimEnd()].join('\n');
}

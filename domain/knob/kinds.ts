import { type CanaryStep, formatSteps, parseSteps } from '../canary-step.ts';
import { takeOverFrom } from '../field-manager.ts';
import { type Seconds, seconds } from '../seconds.ts';
import { boolean, listOf, number, optional, record, text, word } from '../shape/shape.ts';
import { GRACE_NAMES } from '../verdict/grace-table.ts';
import { formatGraces, type GivenGraces, parseGraces } from '../verdict/grace-words.ts';
import { byName } from './by-name.ts';
import type { Kind } from './kind.ts';

export const TIME: Kind<Seconds> = {
  metavar: 'TIME',
  written: 'Seconds, or with a unit: `90`, `90s`, `5m`.',
  shape: number,
  parse(given) {
    const [, length = '', unit] = /^(\d+(?:\.\d+)?)(s|m)?$/.exec(given) ?? [];
    if (length === '') throw new Error(`"${given}" is no time: wanted one such as 90, 90s or 5m.`);
    return seconds(Number(length) * (unit === 'm' ? 60 : 1));
  },
  format: String,
};

export const SWITCH: Kind<boolean> = {
  metavar: '',
  isSwitch: true,
  written: '`true` or `false`.',
  shape: boolean,
  parse(given) {
    if (given !== 'true' && given !== 'false') throw new Error(`"${given}" is neither true nor false.`);
    return given === 'true';
  },
  format: String,
};

/** Exactly one of these words. */
export const wordOf = <const Word extends string>(...words: readonly Word[]): Kind<Word> => ({
  metavar: 'WORD',
  shape: word(...words),
  parse(given) {
    const found = words.find((each) => each === given);
    if (found === undefined) throw new Error(`"${given}" is no word for it: wanted one of ${words.join(', ')}.`);
    return found;
  },
  format: String,
});

/** Any text; what is in it is looked at with what belongs to it. */
export const textOf = (metavar: string): Kind<string> => ({ metavar, shape: text, parse: String, format: String });

export const STEPS: Kind<readonly CanaryStep[]> = {
  metavar: 'STEPS',
  shape: listOf(record<CanaryStep>({ percent: number, pause: number })),
  parse: parseSteps,
  format: formatSteps,
};

export const GIVEN_GRACES: Kind<GivenGraces> = {
  metavar: 'GRACES',
  shape: record(byName(GRACE_NAMES, () => optional(number))),
  parse: parseGraces,
  format: formatGraces,
};

/** Field managers that somebody takes over from. */
export const MANAGERS: Kind<readonly string[]> = {
  metavar: 'MANAGER',
  isList: true,
  written: 'One a line.',
  shape: listOf(text),
  parse: (given) =>
    given
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .map(takeOverFrom),
  format: (managers) => managers.join('\n'),
};

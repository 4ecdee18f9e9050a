import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run drill -- [options]

Removes or bends one thing after the other in the generated workflows, on disk in a scratch checkout, and plays the stories that can
reach it. Noticed: a story ends otherwise than it states.

  --list           what can be removed or bent, and what is known of it beforehand; nothing is played
  --only ID        only these; * stands for any part of an id; can be repeated
  --sample N       only so many, chosen by the seed, of those that a story must notice
  --seed S         default: another one each time; it is printed
  --all            also those of which something is known beforehand: what is noticed after all is said
  --result FILE    writes every verdict as JSON
  --processes N    how many play side by side (default: 2)
  --help           this text

Exit codes: 0 at least 95 % are noticed and at most 10 % are equal, 1 they are not, 2 the command was not understood,
130 after Ctrl-C.`;

export interface DrillOptions {
  readonly list: boolean;
  readonly only: readonly string[];
  readonly sample: number | undefined;
  readonly seed: number;
  readonly all: boolean;
  readonly result: string | undefined;
  readonly processes: number;
}

/** What the arguments mean; `undefined`: the text is asked for. @throws one sentence for people */
export function parseOptions(args: readonly string[], seed: number): DrillOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      list: { type: 'boolean' },
      only: { type: 'string', multiple: true },
      sample: { type: 'string' },
      seed: { type: 'string' },
      all: { type: 'boolean' },
      result: { type: 'string' },
      processes: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return undefined;
  return {
    list: values.list === true,
    only: values.only ?? [],
    sample: values.sample === undefined ? undefined : whole('--sample', values.sample, 1),
    seed: values.seed === undefined ? seed : whole('--seed', values.seed, 0),
    all: values.all === true,
    result: values.result,
    processes: values.processes === undefined ? 2 : whole('--processes', values.processes, 1),
  };
}

function whole(option: string, text: string, least: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least) return number;
  throw new Error(`${option} is "${text}"; wanted a whole number, ${least} or more.`);
}

import { execForm } from '../../domain/dockerfile/words.ts';
import { baseImage } from '../registry/base-images.ts';
import { absentImage } from '../registry/known-images.ts';
import { NotRehearsed, type Refusal } from '../workflow/problems.ts';
import { type Instruction, parseDockerfile } from './dockerfile.ts';
import { runEffects } from './run-instruction.ts';

/** Instructions that are carried out, with the flags that are. */
const CARRIED_OUT: Readonly<Record<string, readonly string[]>> = {
  ARG: [],
  CMD: [],
  COPY: ['chown', 'chmod', 'from', 'link'],
  ENTRYPOINT: [],
  ENV: [],
  EXPOSE: [],
  FROM: ['platform'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
  LABEL: [],
  RUN: [],
  USER: [],
  WORKDIR: [],
};

/** The command of a RUN line as one text. */
export const commandOf = ({ text }: Instruction): string => execForm(text)?.join(' ') ?? text;

/** What an instruction asks for that is never rehearsed, whatever the context: a rehearsal has no root, no image to run a command in, and
 *  no network. */
export function instructionRefusals(file: string, instruction: Instruction): readonly Refusal[] {
  const { keyword, flags, line } = instruction;
  const place = { file, line };
  const known = CARRIED_OUT[keyword];
  if (known === undefined) return [{ what: keyword, place }];
  const other = [...flags.keys()].filter((flag) => !known.includes(flag)).map((flag) => ({ what: `--${flag}`, place }));
  const executed = keyword !== 'RUN' || runEffects(commandOf(instruction)).every(({ kind }) => kind !== 'not-executed');
  return executed ? other : [...other, { what: `"RUN ${commandOf(instruction)}"`, place }];
}

/** All of that of a Dockerfile, before anything is built. Bases that a build argument names are seen only then.
 *  @param file how messages call it */
export function dockerfileRefusals(file: string, source: string): readonly Refusal[] {
  try {
    const instructions = parseDockerfile(file, source);
    const stages = new Set(instructions.flatMap(({ keyword, text }) => (keyword === 'FROM' ? stageName(text) : [])));
    return instructions.flatMap((instruction) => [
      ...instructionRefusals(file, instruction),
      ...(instruction.keyword === 'FROM' ? baseRefusals(file, instruction, stages) : []),
    ]);
  } catch (error) {
    if (error instanceof NotRehearsed) return error.refusals;
    return []; // It cannot be built anywhere: that is the result of the step.
  }
}

function baseRefusals(file: string, { text, line }: Instruction, stages: ReadonlySet<string>): readonly Refusal[] {
  const [base = ''] = text.split(/\s+/);
  const here = base === 'scratch' || base.includes('$') || stages.has(base.toLowerCase());
  return here || baseImage(base) !== undefined ? [] : absentImage(base).at({ file, line }).refusals;
}

const stageName = (text: string): readonly string[] => {
  const [, as, name] = text.split(/\s+/);
  return as?.toLowerCase() === 'as' && name !== undefined ? [name.toLowerCase()] : [];
};

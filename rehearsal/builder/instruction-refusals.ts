import { posix } from 'node:path';
import { execForm } from '../../domain/dockerfile/words.ts';
import { baseImage } from '../registry/base-images.ts';
import { absentImage } from '../registry/known-images.ts';
import { NotRehearsed, type Refusal } from '../workflow/problems.ts';
import { type Instruction, parseDockerfile } from './dockerfile.ts';
import { nodeLockRefusals, requirementsRefusals } from './package-locks.ts';
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

const RUN_NEXT =
  'nothing is run in images here: commit what it makes, or take a base that has it, or run this part on GitHub';

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
  return executed ? other : [...other, { what: `"RUN ${commandOf(instruction)}"`, place, next: RUN_NEXT }];
}

/** All of that of a Dockerfile, before anything is built. Bases that a build argument names are seen only then.
 *  @param file how messages call it
 *  @param beside texts of files of its folder, by name: locks of packages that it installs are looked into where they are there */
export function dockerfileRefusals(
  file: string,
  source: string,
  beside: ReadonlyMap<string, string> = new Map(),
): readonly Refusal[] {
  try {
    const instructions = parseDockerfile(file, source);
    const stages = new Set(instructions.flatMap(({ keyword, text }) => (keyword === 'FROM' ? stageName(text) : [])));
    return instructions.flatMap((instruction) => [
      ...instructionRefusals(file, instruction),
      ...(instruction.keyword === 'RUN' ? packageRefusals(file, instruction, beside) : []),
      ...(instruction.keyword === 'FROM' ? baseRefusals(file, instruction, stages) : []),
    ]);
  } catch (error) {
    if (error instanceof NotRehearsed) return error.refusals;
    return []; // It cannot be built anywhere: that is the result of the step.
  }
}

function packageRefusals(
  file: string,
  instruction: Instruction,
  beside: ReadonlyMap<string, string>,
): readonly Refusal[] {
  const place = { file, line: instruction.line };
  return runEffects(commandOf(instruction)).flatMap((effect) => {
    if (effect.kind === 'node-packages') return nodeLockRefusals(beside.get('package-lock.json') ?? '', place);
    if (effect.kind !== 'python-packages' || effect.hashes === 'required') return [];
    return requirementsRefusals(beside.get(posix.basename(effect.requirements)) ?? '', effect.requirements, place);
  });
}

/** Locks of packages that a Dockerfile names, as they lie beside it. */
export function locksNamedIn(source: string): readonly string[] {
  const named = [...source.matchAll(/(?:-r|--requirement)\s+(\S+)/g)].map(([, path = '']) => posix.basename(path));
  return [...new Set([...named, 'package-lock.json'])];
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

import { type DockerInstruction, dockerInstructions } from '../../domain/dockerfile/instructions.ts';

/** What the last stage of a Dockerfile is made from. */
export interface FoundBase {
  /** With its registry: `docker.io/library/node:22-alpine`. */
  readonly reference: string;
  /** Of the runtime, as its tag says it: `3.11`, `22`. */
  readonly version: string | undefined;
}

/** `undefined` where it is an earlier stage, a build argument, or no image by tag of an official runtime. */
export function baseOf(dockerfile: string): FoundBase | undefined {
  const from = instructionsOf(dockerfile).findLast(({ keyword }) => keyword === 'FROM');
  const [, name = '', tag = '', numbers] =
    /^(?:--\S+\s+)*(?:docker\.io\/)?(?:library\/)?(python|node):((\d+(?:\.\d+)*)?[\w.-]*)(?:\s|$)/.exec(
      from?.text ?? '',
    ) ?? [];
  if (tag === '') return undefined;
  const parts = numbers?.split('.').slice(0, name === 'python' ? 2 : 1);
  return { reference: `docker.io/library/${name}:${tag}`, version: parts?.join('.') };
}

/** Of a file that nobody can build nothing is read; the build says what is wrong with it. */
function instructionsOf(dockerfile: string): readonly DockerInstruction[] {
  try {
    return dockerInstructions(dockerfile).instructions;
  } catch {
    return [];
  }
}

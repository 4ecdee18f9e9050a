import { type DockerInstruction, dockerInstructions } from './instructions.ts';
import { words } from './words.ts';

/** The images that a Dockerfile takes something from, as it names them: bases of all stages, `COPY --from`, `RUN --mount=from`, and
 *  the frontend of `# syntax=`. Its own stages and `scratch` are none. Sorted, each once.
 *  @throws a sentence where a name cannot be told before the build
 *  @see https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact */
export function foreignImages(
  source: string,
  buildArguments: Readonly<Record<string, string>>,
  platforms: readonly string[],
): readonly string[] {
  const found = platforms.flatMap((platform) =>
    imagesFor(source, new Map(Object.entries({ ...platformArguments(platform), ...buildArguments }))),
  );
  return [...new Set(found)].sort();
}

function imagesFor(source: string, given: ReadonlyMap<string, string>): readonly string[] {
  const { directives, instructions } = dockerInstructions(source);
  const syntax = directives.get('syntax');
  const images: string[] = syntax === undefined || syntax === '' ? [] : [syntax];
  const stages = new Set<string>();
  const args = new Map([...given].filter(([name]) => name.startsWith('TARGET')));
  let count = 0;
  for (const instruction of instructions) {
    const isStage = (name: string): boolean => stages.has(name.toLowerCase()) || name === 'scratch';
    switch (instruction.keyword) {
      case 'ARG':
        // Only those before the first stage count in a FROM.
        if (count === 0) declare(instruction, args, given);
        break;
      case 'FROM': {
        const { image, stage } = readFrom(instruction, args);
        if (!isStage(image)) images.push(image);
        if (stage !== undefined) stages.add(stage.toLowerCase());
        stages.add(String(count));
        count += 1;
        break;
      }
      case 'COPY':
      case 'RUN':
        images.push(...fromFlags(instruction).filter((image) => !isStage(image)));
    }
  }
  return images;
}

/** A build argument counts where the Dockerfile declares it; the platform's are there without. */
function declare({ text }: DockerInstruction, args: Map<string, string>, given: ReadonlyMap<string, string>): void {
  for (const word of words(text, (name) => args.get(name))) {
    const [, name = '', value] = /^(\w+)(?:=(.*))?$/s.exec(word) ?? [];
    const now = given.get(name) ?? value;
    if (now !== undefined) args.set(name, now);
  }
}

function readFrom({ text }: DockerInstruction, args: ReadonlyMap<string, string>) {
  const plain = text.replace(/^(--\S+\s+)+/, '');
  const [image = '', as, stage] = words(plain, (name) => {
    const value = args.get(name);
    if (value === undefined && !new RegExp(`\\{${name}:`).test(plain))
      throw new Error(`"FROM ${plain}" needs the build argument ${name}, which has no value. Give it one.`);
    return value;
  });
  if (image === '') throw new Error(`"FROM ${plain}" names no image. Give its build arguments a value.`);
  return { image, stage: as?.toLowerCase() === 'as' ? stage : undefined };
}

/** `COPY --from=image`, and `RUN --mount=type=bind,from=image,…`, which may be there several times. */
function fromFlags({ keyword, text }: DockerInstruction): readonly string[] {
  const flags = (/^(?:--\S+\s+)+/.exec(text)?.[0] ?? '').trim().split(/\s+/);
  return flags.flatMap((flag) => {
    const [, name, value = ''] = /^--(from|mount)=(.*)$/s.exec(flag) ?? [];
    if (keyword === 'COPY' && name === 'from') return [unquoted(value)];
    if (keyword !== 'RUN' || name !== 'mount') return [];
    return unquoted(value)
      .split(',')
      .flatMap((option) => /^from=(.+)$/i.exec(option.trim())?.[1] ?? []);
  });
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/s, '$2');

const platformArguments = (platform: string): Readonly<Record<string, string>> => {
  const [os = '', architecture = '', variant = ''] = platform.split('/');
  return { TARGETPLATFORM: platform, TARGETOS: os, TARGETARCH: architecture, TARGETVARIANT: variant };
};

import { readFile } from 'node:fs/promises';
import { words } from '../../domain/dockerfile/words.ts';
import type { ImageSource, PulledImage } from '../cluster/image-source.ts';
import { pythonVersion } from '../registry/base-images.ts';
import { formImage, type Image } from '../registry/image.ts';
import { layerArchive } from '../registry/layer-archive.ts';
import { NotRehearsed, type Refusal } from '../workflow/problems.ts';
import type { Place } from '../workflow/token.ts';
import { readContext } from './context.ts';
import { DockerfileError, type Instruction, parseDockerfile } from './dockerfile.ts';
import { instructionRefusals } from './instruction-refusals.ts';
import { withProvenance } from './provenance.ts';
import { PYTHON_LABEL, type PythonEnvironment } from './python-environments.ts';
import { Stage, type StageSurroundings } from './stage.ts';

export interface BuildRequest {
  /** Folder whose files the Dockerfile may copy. */
  readonly context: string;
  /** The Dockerfile, a path on this machine, and what messages call it. */
  readonly dockerfile: string;
  readonly name?: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Images in place of those that the Dockerfile names, by short names: `alpine:3.20`. */
  readonly pinned?: Readonly<Record<string, string>>;
  /** `linux/amd64`. */
  readonly platform: string;
  readonly provenance: boolean;
}

export interface BuildResult {
  /** In the order they must be stored; the last is what was asked for. */
  readonly images: readonly Image[];
  /** What the rehearsal left out, one sentence each, with its line. */
  readonly notes: readonly string[];
}

/** Turns a Dockerfile and a folder into an image. */
export interface ImageBuilder {
  build(request: BuildRequest): Promise<BuildResult>;
}

/** Builds without a container engine: copies files and settings, makes the environment of locked Python packages on this machine, and
 *  names every command that it does not execute. The same inputs give the same digest.
 *  @throws {DockerfileError} for what cannot be built; {NotRehearsed} for what the rehearsal cannot build. */
export function localBuilder({
  images,
  environment,
}: {
  /** Where base images are pulled from. */
  readonly images: ImageSource;
  /** Makes the environment of a lock file for a Python. */
  readonly environment: (lock: Uint8Array, version: string) => Promise<PythonEnvironment>;
}): ImageBuilder {
  return {
    async build(request) {
      const { context, dockerfile, name = dockerfile, buildArguments, platform } = request;
      const [os = '', architecture = ''] = platform.split('/');
      const predefined = { TARGETPLATFORM: platform, TARGETOS: os, TARGETARCH: architecture, BUILDPLATFORM: platform };
      const instructions = parseDockerfile(name, await readFile(dockerfile, 'utf8'));
      const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
      if (first < 0) throw new DockerfileError(name, 1, 'there is no FROM.');
      const given = new Map(Object.entries({ ...predefined, ...buildArguments }));
      const earlier = new Map<string, Stage>();
      const around: StageSurroundings = {
        file: name,
        context: readContext(context, dockerfile),
        buildArguments: given,
        globalArguments: globalArguments(name, instructions.slice(0, first), given),
        earlier,
      };
      const bases: string[] = [];
      const refusals: Refusal[] = [];
      let stage: Stage | undefined;
      let count = 0;
      for (const instruction of instructions.slice(first)) {
        if (instruction.keyword !== 'FROM') {
          // After something that was left out, what follows may well lack it: only what is refused counts then.
          if (stage !== undefined) refusals.push(...attempt(stage, instruction, refusals.length > 0));
          continue;
        }
        refusals.push(...instructionRefusals(name, instruction));
        const { reference: named, as } = readFrom(name, instruction, around.globalArguments);
        const reference = earlier.has(named.toLowerCase()) ? named : (request.pinned?.[shortName(named)] ?? named);
        const before = earlier.get(reference.toLowerCase());
        if (before === undefined && reference !== 'scratch') bases.push(reference);
        stage = new Stage(
          before ?? (await pullBase(images, reference, { file: name, line: instruction.line })),
          around,
        );
        earlier.set(String(count), stage);
        if (as !== undefined) earlier.set(as, stage);
        count += 1;
      }
      if (stage === undefined) throw new DockerfileError(name, 1, 'there is no stage.');
      if (refusals.length > 0) throw new NotRehearsed(refusals);
      const version = pythonVersion(stage.config) ?? (stage.lock === undefined ? undefined : '3');
      const python = version === undefined ? undefined : await environment(stage.lock ?? NO_PACKAGES, version);
      const labels = {
        ...stage.config.Labels,
        ...request.labels,
        ...(python === undefined ? {} : { [PYTHON_LABEL]: python.key }),
      };
      const image = formImage({
        platform: { os, architecture },
        config: { ...stage.config, ...(Object.keys(labels).length === 0 ? {} : { Labels: labels }) },
        layers: [...stage.base.layers, layerArchive([...stage.tree.entries.values()])],
      });
      const unused = Object.keys(buildArguments).filter((argument) => !declares(instructions, argument));
      return {
        images: request.provenance ? withProvenance(image, { os, architecture }, bases) : [image],
        notes: [...stage.notes, ...unused.map((argument) => `${name}: build argument ${argument} was not consumed`)],
      };
    },
  };
}

const NO_PACKAGES = new Uint8Array();

function globalArguments(file: string, before: readonly Instruction[], given: ReadonlyMap<string, string>) {
  const found = new Map<string, string>();
  for (const { keyword, text, line } of before) {
    if (keyword !== 'ARG') throw new DockerfileError(file, line, `${keyword} comes before the first FROM.`);
    for (const word of words(text, (name) => found.get(name))) {
      const at = word.indexOf('=');
      const name = at < 0 ? word : word.slice(0, at);
      const value = given.get(name) ?? (at < 0 ? undefined : word.slice(at + 1));
      if (value !== undefined) found.set(name, value);
    }
  }
  return found;
}

function attempt(stage: Stage, instruction: Instruction, incomplete: boolean): readonly Refusal[] {
  try {
    return stage.apply(instruction);
  } catch (error) {
    if (incomplete && error instanceof DockerfileError) return [];
    throw error;
  }
}

async function pullBase(images: ImageSource, reference: string, place: Place): Promise<PulledImage> {
  if (reference === 'scratch') return { imageId: '', config: {}, layers: [] };
  try {
    return await images.pull(reference);
  } catch (error) {
    if (!(error instanceof NotRehearsed)) throw error;
    throw error.at(place);
  }
}

/** @see https://docs.docker.com/reference/cli/docker/buildx/build/#build-context */
const shortName = (reference: string): string =>
  reference.replace(/^(index\.)?docker\.io\/(library\/)?/, '').replace(/:latest$/, '');

/** `FROM reference [AS name]`; only ARGs before the first FROM count in it. */
function readFrom(file: string, { text, line }: Instruction, args: ReadonlyMap<string, string>) {
  const [reference = '', as, name] = words(text, (variable) => args.get(variable));
  const named = as === undefined || (as.toLowerCase() === 'as' && name !== undefined);
  if (reference === '' || !named) {
    throw new DockerfileError(
      file,
      line,
      `the base name (${text}) should not be blank; wanted FROM <reference> [AS <name>].`,
    );
  }
  return { reference, as: name?.toLowerCase() };
}

const declares = (instructions: readonly Instruction[], argument: string): boolean =>
  instructions.some(({ keyword, text }) => keyword === 'ARG' && new RegExp(`(^|\\s)${argument}(=|\\s|$)`).test(text));

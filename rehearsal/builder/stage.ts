import { posix } from 'node:path';
import { execForm, type Lookup, pairs, words } from '../../domain/dockerfile/words.ts';
import type { PulledImage } from '../cluster/image-source.ts';
import type { ContainerConfig } from '../registry/image.ts';
import type { LayerEntry } from '../registry/layer-archive.ts';
import { NotRehearsed, type Refusal } from '../workflow/problems.ts';
import type { Place } from '../workflow/token.ts';
import { DockerfileError, type Instruction } from './dockerfile.ts';
import { FileTree } from './file-tree.ts';
import { commandOf, instructionRefusals } from './instruction-refusals.ts';
import { nodeLockRefusals, requirementsRefusals } from './package-locks.ts';
import { runEffects } from './run-instruction.ts';

/** What surrounds a stage. */
export interface StageSurroundings {
  /** Dockerfile, for messages. */
  readonly file: string;
  readonly context: ReadonlyMap<string, LayerEntry>;
  /** Values given to the build, and those that BuildKit defines itself. */
  readonly buildArguments: ReadonlyMap<string, string>;
  /** Values of ARGs before the first FROM. */
  readonly globalArguments: ReadonlyMap<string, string>;
  readonly earlier: ReadonlyMap<string, Stage>;
}

/** One stage of a Dockerfile, carried out as far as a rehearsal can. */
export class Stage {
  readonly tree: FileTree;
  readonly base: Pick<PulledImage, 'layers'>;
  readonly notes: string[];
  /** Lock file of the packages that the stage installs. */
  lock: Uint8Array | undefined;
  config: ContainerConfig;
  readonly #arguments = new Map<string, string>();
  #hasCommand = false;
  readonly #around: StageSurroundings;

  constructor(base: Stage | PulledImage, around: StageSurroundings) {
    this.#around = around;
    this.config = base.config;
    this.base = base instanceof Stage ? base.base : base;
    this.tree = base instanceof Stage ? base.tree.copy() : new FileTree();
    this.lock = base instanceof Stage ? base.lock : undefined;
    this.notes = base instanceof Stage ? [...base.notes] : [];
  }

  /** @returns what of the instruction is not rehearsed. @throws {DockerfileError} for one that cannot be carried out anywhere. */
  apply(instruction: Instruction): readonly Refusal[] {
    const refusals = instructionRefusals(this.#around.file, instruction);
    if (refusals.length > 0) return refusals;
    try {
      this.#carryOut(instruction);
      return [];
    } catch (error) {
      if (error instanceof NotRehearsed) return error.refusals;
      if (error instanceof DockerfileError) throw error;
      this.#fail(instruction, error instanceof Error ? `${error.message}.` : String(error));
    }
  }

  #carryOut(instruction: Instruction): void {
    switch (instruction.keyword) {
      case 'ARG':
        this.#declare(instruction.text);
        break;
      case 'COPY':
        this.#copy(instruction);
        break;
      case 'RUN':
        this.#run(instruction);
        break;
      default:
        this.config = { ...this.config, ...this.#setting(instruction) };
        if (instruction.keyword === 'CMD') this.#hasCommand = true;
        // A new entry point forgets the command of the base, and keeps that of its own stage.
        if (instruction.keyword === 'ENTRYPOINT' && !this.#hasCommand) this.config = without(this.config, 'Cmd');
        if (instruction.keyword === 'WORKDIR') this.tree.makeDirectory(this.config.WorkingDir ?? '/');
    }
  }

  /** What an instruction changes in the configuration of the image. */
  #setting(instruction: Instruction): ContainerConfig {
    const { keyword, text } = instruction;
    switch (keyword) {
      case 'ENV': {
        const all = new Map([...this.#environment(), ...pairs(text, this.#lookup)]);
        return { Env: [...all].map(([name, value]) => `${name}=${value}`) };
      }
      case 'LABEL':
        return { Labels: { ...this.config.Labels, ...Object.fromEntries(pairs(text, this.#lookup)) } };
      case 'WORKDIR':
        return { WorkingDir: this.#absolute(this.#word(text)) };
      case 'USER':
        return { User: this.#word(text) };
      case 'EXPOSE': {
        const ports = words(text, this.#lookup).map((port) => (port.includes('/') ? port : `${port}/tcp`));
        return {
          ExposedPorts: { ...this.config.ExposedPorts, ...Object.fromEntries(ports.map((port) => [port, {}])) },
        };
      }
      case 'ENTRYPOINT':
        return { Entrypoint: command(text) };
      case 'CMD':
        return { Cmd: command(text) };
      // HEALTHCHECK: Kubernetes has probes of its own and ignores it. What is not known was refused before.
      default:
        return {};
    }
  }

  readonly #lookup: Lookup = (name) => this.#environment().get(name) ?? this.#arguments.get(name);

  #environment(): Map<string, string> {
    return new Map(
      (this.config.Env ?? []).map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]),
    );
  }

  #declare(text: string): void {
    for (const word of words(text, this.#lookup)) {
      const [name = '', ...rest] = word.split('=');
      const { buildArguments, globalArguments } = this.#around;
      const fallback = word.includes('=') ? rest.join('=') : globalArguments.get(name);
      const value = buildArguments.get(name) ?? fallback;
      if (value !== undefined) this.#arguments.set(name, value);
    }
  }

  #copy(instruction: Instruction): void {
    const { flags, text } = instruction;
    if (flags.has('chown')) this.#note(instruction, `--chown is ignored: files belong to whoever rehearses`);
    const chmod = flags.get('chmod');
    if (chmod !== undefined && !/^[0-7]{3,4}$/.test(chmod)) this.#refuse(instruction, `--chmod=${chmod}`);
    const parts = execForm(text) ?? words(text, this.#lookup);
    const destination = parts.at(-1);
    if (destination === undefined || parts.length < 2)
      this.#fail(instruction, 'COPY needs a source and a destination.');
    const folder = /(^|\/)\.?$/.test(destination) || parts.length > 2;
    const source = this.#source(instruction, flags.get('from'));
    const mode = chmod === undefined ? undefined : Number.parseInt(chmod, 8);
    this.tree.add(source, parts.slice(0, -1), { path: this.#absolute(destination), folder }, mode);
  }

  /** The context, or what an earlier stage put together, if nothing of that would have come from a command. */
  #source(instruction: Instruction, from: string | undefined): ReadonlyMap<string, LayerEntry> {
    if (from === undefined) return this.#around.context;
    const stage = this.#around.earlier.get(from.toLowerCase());
    if (stage === undefined) this.#refuse(instruction, `COPY --from=${from}, which names no earlier stage,`);
    return stage.tree.entries;
  }

  #run(instruction: Instruction): void {
    for (const effect of runEffects(commandOf(instruction))) {
      switch (effect.kind) {
        case 'python-packages': {
          const path = this.#absolute(effect.requirements).slice(1);
          const entry = this.tree.entries.get(path);
          if (entry?.kind !== 'file') this.#fail(instruction, `"/${path}" is not in the image at this point.`);
          if (this.lock !== undefined) this.#refuse(instruction, 'a second installation of packages');
          if (effect.hashes === 'if there')
            this.#expect(requirementsRefusals(text(entry.bytes), effect.requirements, this.#place(instruction)));
          this.lock = entry.bytes;
          break;
        }
        case 'node-packages':
          this.#npm(instruction);
          break;
        case 'folders':
          for (const path of effect.paths) this.tree.makeDirectory(this.#absolute(path));
          break;
        case 'owners':
          this.#note(instruction, `"${effect.command}" is ignored: files and processes are of whoever rehearses`);
          break;
        case 'not-executed':
          break;
      }
    }
  }

  /** `npm ci` where the lock file lists no package: there is nothing to install. */
  #npm(instruction: Instruction): void {
    const entry = this.tree.entries.get(this.#absolute('package-lock.json').slice(1));
    if (entry?.kind !== 'file') this.#fail(instruction, 'npm ci needs a package-lock.json in the working directory.');
    this.#expect(nodeLockRefusals(text(entry.bytes), this.#place(instruction)));
  }

  #word(text: string): string {
    return words(text, this.#lookup).join(' ');
  }

  #absolute(path: string): string {
    return posix.resolve('/', this.config.WorkingDir ?? '/', path);
  }

  #note({ line }: Instruction, text: string): void {
    this.notes.push(`${this.#around.file}:${line}: ${text}`);
  }

  #place({ line }: Instruction): Place {
    return { file: this.#around.file, line };
  }

  #expect(refusals: readonly Refusal[]): void {
    if (refusals.length > 0) throw new NotRehearsed(refusals);
  }

  /** It may well work where there is a container engine: nothing is said about the build then. */
  #refuse(instruction: Instruction, what: string): never {
    throw new NotRehearsed(what, this.#place(instruction));
  }

  #fail({ line }: Instruction, message: string): never {
    throw new DockerfileError(this.#around.file, line, message);
  }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Exec form as it is; shell form in the shell that an image has by default. */
const command = (text: string): readonly string[] => execForm(text) ?? ['/bin/sh', '-c', text];

const without = (config: ContainerConfig, field: 'Cmd'): ContainerConfig => {
  const { [field]: _, ...rest } = config;
  return rest;
};

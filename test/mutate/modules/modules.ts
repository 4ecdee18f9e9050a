import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Module, SourceTextModule, SyntheticModule } from 'node:vm';

/** What stands in a file, read once. */
interface Source {
  readonly text: string;
  /** What it imports: a path, or the name of what is no file of ours. */
  readonly imports: readonly string[];
}

type Instances = Map<string, Module>;

/** The modules of this repository, evaluated anew as often as is asked for: what is computed when a module is loaded is computed with the
 *  mutant that is switched on. Only what stands on the mutated file is anew; everything else is evaluated once. */
export class Modules {
  readonly #replaced: ReadonlyMap<string, string>;
  readonly #natives: Instances;
  readonly #sources = new Map<string, Source>();
  readonly #importers = new Map<string, string[]>();
  #dependents: { readonly of: number; readonly found: ReadonlySet<string> } = { of: 0, found: new Set() };
  readonly #shared: Instances = new Map();

  /** @param replaced texts of mutated files, by path
   *  @param natives what is to come instead of a package, by its name */
  constructor(replaced: ReadonlyMap<string, string>, natives: Instances) {
    this.#replaced = replaced;
    this.#natives = natives;
  }

  /** Evaluates a file and what it stands on; rejects with what it throws. */
  async load(path: string): Promise<void> {
    await this.#evaluate(path, new Map());
  }

  /** Reads a file and everything that it imports. */
  async #read(path: string): Promise<void> {
    if (!path.startsWith('/')) return await this.#readNative(path);
    if (this.#sources.has(path) || extname(path) === '.json') return;
    const text = this.#replaced.get(path) ?? stripTypeScriptTypes(readFileSync(path, 'utf8'));
    const module = new SourceTextModule(text, { identifier: path });
    const imports = module.moduleRequests.map(({ specifier }) => target(specifier, path));
    this.#sources.set(path, { text, imports });
    for (const next of imports) {
      const importers = this.#importers.get(next) ?? [];
      this.#importers.set(next, [...importers, path]);
      await this.#read(next);
    }
  }

  async #readNative(name: string): Promise<void> {
    if (!this.#natives.has(name)) this.#natives.set(name, synthetic(await import(name), name));
  }

  async #evaluate(path: string, instances: Instances): Promise<Module> {
    await this.#read(path);
    const module = this.#instance(path, instances);
    if (module.status === 'unlinked' || module.status === 'linking') {
      // Linked by what made it; only what nobody imports is not instantiated yet.
      (module as SourceTextModule).instantiate();
    }
    await module.evaluate();
    return module;
  }

  #instance(path: string, fresh: Instances): Module {
    const native = this.#natives.get(path);
    if (native !== undefined) return native;
    const instances = this.#dependsOnMutated(path) ? fresh : this.#shared;
    const made = instances.get(path);
    if (made !== undefined) return made;
    if (extname(path) === '.json') {
      const json = synthetic({ default: JSON.parse(readFileSync(path, 'utf8')) }, path);
      instances.set(path, json);
      return json;
    }
    const source = this.#source(path);
    const module = new SourceTextModule(source.text, {
      identifier: path,
      initializeImportMeta: (meta) => {
        Object.assign(meta, { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) });
      },
      importModuleDynamically: (specifier) => this.#evaluate(target(specifier, path), fresh),
    });
    instances.set(path, module);
    module.linkRequests(source.imports.map((next) => this.#instance(next, fresh)));
    return module;
  }

  /** Every file that imports a mutated one, over however many others. */
  #dependsOnMutated(path: string): boolean {
    if (this.#dependents.of !== this.#sources.size) {
      const found = new Set(this.#replaced.keys());
      for (const next of found) for (const importer of this.#importers.get(next) ?? []) found.add(importer);
      this.#dependents = { of: this.#sources.size, found };
    }
    return this.#dependents.found.has(path);
  }

  #source(path: string): Source {
    const source = this.#sources.get(path);
    if (source === undefined) throw new Error(`${path} was not read.`);
    return source;
  }
}

/** A module whose exports are there already. */
export function synthetic(exports: object, name: string): Module {
  const module = new SyntheticModule(
    Object.keys(exports),
    () => {
      for (const [key, value] of Object.entries(exports)) module.setExport(key, value);
    },
    { identifier: name },
  );
  return module;
}

function target(specifier: string, from: string): string {
  if (specifier.startsWith('file:')) return fileURLToPath(specifier);
  return specifier.startsWith('.') ? resolve(dirname(from), specifier) : specifier;
}

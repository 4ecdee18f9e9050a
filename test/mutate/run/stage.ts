import { join } from 'node:path';
import type { Instrumented } from '../instrument/mutant.ts';
import { Modules, synthetic } from '../modules/modules.ts';
import { Declared, type Test } from '../tests/words.ts';
import type { Survey, SurveyedFile, Trial } from './survey.ts';
import { switches } from './switches.ts';

/** How a mutant ended. `endless`: it passed its place too often, which shows nothing of a test. */
export type Ending =
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'survived' }
  | { readonly kind: 'endless' };

/** Mutated files with the tests that show them, in this process. */
export class Stage {
  readonly #root: string;
  readonly #modules: Modules;
  readonly #declared = new Declared();
  /** What noticed the mutants before this one: it may well notice its neighbour. */
  readonly #lately = new Map<string, number>();
  #tried = 0;

  constructor(root: string, mutated: readonly Instrumented[]) {
    this.#root = root;
    const texts = new Map(mutated.map(({ file, text }) => [join(root, file), text]));
    const words = synthetic(this.#declared.words, '@jest/globals');
    this.#modules = new Modules(texts, new Map([['@jest/globals', words]]));
  }

  /** Runs every test without any mutant. @throws where one fails: nothing could be said of mutants then */
  async survey(paths: readonly string[]): Promise<Survey> {
    const files: SurveyedFile[] = [];
    for (const path of paths) files.push(await this.#surveyFile(path));
    return { files };
  }

  /** Switches one mutant on and runs what reaches it, until the first test fails. Every file is loaded anew. */
  async try({ mutant, files, hitLimit }: Trial): Promise<Ending> {
    Object.assign(switches(), { activeMutant: mutant, hitCount: 0, hitLimit });
    try {
      this.#tried += 1;
      const recency = ({ path }: { readonly path: string }): number => this.#lately.get(path) ?? 0;
      for (const { path, tests } of files.toSorted((a, b) => recency(b) - recency(a))) {
        const by = await this.#firstFailure(path, tests);
        if ((switches().hitCount ?? 0) > hitLimit) return { kind: 'endless' };
        if (by === undefined) continue;
        this.#lately.set(path, this.#tried);
        return { kind: 'killed', by };
      }
      return { kind: 'survived' };
    } finally {
      Object.assign(switches(), { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
    }
  }

  async #surveyFile(path: string): Promise<SurveyedFile> {
    const loading = `loading ${path}`;
    const tests = await during(loading, () => this.#load(path));
    const surveyed = [];
    for (const [index, { name, run }] of tests.entries()) {
      const id = `${index} ${path}`;
      const since = performance.now();
      try {
        await during(id, run);
      } catch (cause) {
        throw new Error(`${path}: "${name}" fails without any mutant.`, { cause });
      }
      surveyed.push({ name, milliseconds: performance.now() - since, reached: reachedBy(id) });
    }
    return { path, tests: surveyed, loading: reachedBy(loading) };
  }

  async #firstFailure(path: string, chosen: readonly number[]): Promise<string | undefined> {
    let tests: readonly Test[];
    try {
      tests = await this.#load(path);
    } catch {
      return `${path}: loading`;
    }
    for (const index of chosen) {
      const test = tests[index];
      // A mutant that takes tests away is noticed by whoever counts them, and by jest where none is left.
      if (test === undefined) continue;
      try {
        await test.run();
      } catch {
        return `${path}: ${test.name}`;
      }
    }
    return undefined;
  }

  #load(path: string): Promise<readonly Test[]> {
    return this.#declared.by(() => this.#modules.load(join(this.#root, path)));
  }
}

async function during<T>(id: string, deed: () => Promise<T>): Promise<T> {
  switches().currentTestId = id;
  try {
    return await deed();
  } finally {
    switches().currentTestId = undefined;
  }
}

const reachedBy = (id: string): Readonly<Record<string, number>> => ({ ...switches().mutantCoverage.perTest[id] });

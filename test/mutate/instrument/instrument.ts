import { readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { instrumenterFolder } from './install.ts';
import { type Mutator, numbers, ranks, type TreeWords } from './more-mutators.ts';
import type { Instrumented, Mutant } from './mutant.ts';

interface Place {
  readonly line: number;
  readonly column: number;
}

interface StrykerMutant {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
  readonly statusReason?: string;
}

interface Instrumenter {
  instrument(
    files: readonly { readonly name: string; readonly mutate: true; readonly content: string }[],
    options: { readonly plugins: null; readonly excludedMutations: readonly []; readonly ignorers: readonly [] },
  ): Promise<{ readonly files: readonly { readonly content: string }[]; readonly mutants: readonly StrykerMutant[] }>;
}

const SILENT = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false };

let made: Promise<Instrumenter> | undefined;

/** The only place that knows Stryker: all of its mutators, and ours. */
async function load(): Promise<Instrumenter> {
  const folder = instrumenterFolder();
  const module = async (path: string) => await import(pathToFileURL(join(folder, path)).href);
  const { allMutators } = (await module('dist/src/mutators/mutate.js')) as { readonly allMutators: Mutator[] };
  const { types } = createRequire(join(folder, 'package.json'))('@babel/core') as { readonly types: TreeWords };
  allMutators.push(numbers(types), ranks(types));
  const { Instrumenter } = (await module('dist/src/index.js')) as {
    readonly Instrumenter: new (logger: typeof SILENT) => Instrumenter;
  };
  return new Instrumenter(SILENT);
}

/** Puts every mutant of these files into their texts. Types go before that, since nothing beside them is looked at: what stands before an
 *  `as const` would not be mutated otherwise. */
export async function instrument(root: string, files: readonly string[]): Promise<readonly Instrumented[]> {
  made ??= load();
  const instrumenter = await made;
  const sources = files.map((file) => ({
    file,
    name: file.replace(/\.ts$/, '.mjs'),
    mutate: true as const,
    content: stripTypeScriptTypes(readFileSync(join(root, file), 'utf8')),
  }));
  const said = await instrumenter.instrument(sources, { plugins: null, excludedMutations: [], ignorers: [] });
  return sources.map(({ file, name, content }, index) => {
    const mutants = said.mutants.filter(({ fileName }) => fileName === name);
    const exempt = mutants.find(({ statusReason }) => statusReason !== undefined);
    if (exempt !== undefined)
      throw new Error(
        `${file}:${exempt.location.start.line + 1} exempts itself from mutation by a comment; an exemption stands in test/mutate/equal.ts, with its reason.`,
      );
    return {
      ...{ file, text: said.files[index]?.content ?? content },
      mutants: mutants.map((mutant) => told(file, content, mutant)),
    };
  });
}

function told(file: string, content: string, { id, mutatorName, replacement, location }: StrykerMutant): Mutant {
  const lines = content.split('\n');
  const { start, end } = location;
  const within = lines.slice(start.line, end.line + 1);
  const last = within.length - 1;
  const original = within
    .map((text, index) => text.slice(index === 0 ? start.column : 0, index === last ? end.column : undefined))
    .join('\n');
  return {
    ...{ id, file, original, replacement, mutator: mutatorName },
    ...{ line: start.line + 1, column: start.column + 1, lineText: (lines[start.line] ?? '').trim() },
  };
}

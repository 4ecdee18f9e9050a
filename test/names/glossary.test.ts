import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Node, parsed, within } from './parsed.ts';
import { functionsOf, writersOf } from './writers.ts';

const sourcesOf = (...folders: readonly string[]): readonly string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...folders], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => path.endsWith('.ts') && existsSync(path));

/** Rows of the tables in the page: term, and names that it is not called by. */
const terms = readFileSync('docs/glossary.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Term|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, term = '', means = '', , not = '']) => ({
    term,
    means,
    retired: [...not.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word),
  }));
const retired = terms.flatMap((each) => each.retired);

/** `rollBackLater` is roll, back, later. */
const wordsOf = (name: string): readonly string[] =>
  name
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

/** Verbs whose participle is no form in -ed or -ing. */
const IRREGULAR =
  /^(begun|brought|done|found|given|gone|held|kept|left|lost|made|put|read|seen|sent|shown|taken|told|undone|written)$/;
const isParticiple = (word: string): boolean => IRREGULAR.test(word) || /^[a-z]{2,}(ed|ing)$/.test(word);

describe('the glossary', () => {
  it('has each term once, with what it means', () => {
    const names = terms.map(({ term }) => term);
    expect(names.length).toBeGreaterThan(25);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(terms.filter(({ means }) => means === '').map(({ term }) => term)).toEqual([]);
    expect(retired.filter((word) => names.includes(word))).toEqual([]);
  });

  it('retires names that nothing in the engine and the domain is called by', () => {
    // A Dockerfile has stages of its own.
    const files = sourcesOf('engine', 'domain').filter((path) => !path.startsWith('domain/dockerfile/'));
    const broken = files.flatMap((path) =>
      [path, ...declaredIn(path)]
        .filter((name) => wordsOf(name).some((word) => retired.includes(word)))
        .map((name) => `${path}: ${name}`),
    );
    expect(broken).toEqual([]);
  });

  it('has verbs for effects: no function that writes to a cluster is named by a participle', () => {
    const writers = writersOf(sourcesOf('engine').flatMap((path) => functionsOf(parsed(path))));
    expect(writers.length).toBeGreaterThan(40);
    const named = writers
      .filter(({ name }) => isParticiple(wordsOf(name)[0] ?? ''))
      .map(({ path, name }) => `${path}#${name}`);
    expect(named).toEqual([]);
  });

  it('has two names for two things: no type of a rollout is declared by one name in two files', () => {
    const places = new Map<string, string[]>();
    for (const path of sourcesOf('engine/rollout'))
      for (const name of exportedTypesOf(path)) places.set(name, [...(places.get(name) ?? []), path]);
    const twice = [...places].filter(([, paths]) => paths.length > 1).map(([name]) => name);
    expect(twice).toEqual([]);
  });
});

const TYPES = ['TsInterfaceDeclaration', 'TsTypeAliasDeclaration', 'ClassDeclaration'];
const nameIn = (node: Node): readonly string[] =>
  [node['id'], node['identifier']].flatMap((each) =>
    typeof each === 'object' && each !== null && 'value' in each && typeof each.value === 'string' ? [each.value] : [],
  );

function exportedTypesOf(path: string): readonly string[] {
  return parsed(path).body.flatMap((statement) =>
    statement.type === 'ExportDeclaration'
      ? [...within(statement['declaration'])]
          .slice(0, 1)
          .flatMap((node) => (TYPES.includes(node.type) ? nameIn(node) : []))
      : [],
  );
}

/** Functions, types, constants and variables of a file. */
function declaredIn(path: string): readonly string[] {
  const kinds = [...TYPES, 'FunctionDeclaration', 'VariableDeclarator'];
  return [...within(parsed(path).body)].filter(({ type }) => kinds.includes(type)).flatMap(nameIn);
}

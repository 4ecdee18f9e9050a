import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { generateActionFiles } from '../../actions/_shell/metadata.ts';
import { CONTRACTS } from '../../actions/contracts.ts';
import type { ActionContract } from '../../domain/action-contract.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const contracts: readonly ActionContract[] = CONTRACTS;
/** What knobs say is read here, those of a strategy as its fields. */
const SETTINGS = ['domain/knob/settings.ts', 'domain/strategy.ts', 'engine/rollout/blue-green/next-step.ts']
  .map((path) => readFileSync(join(ROOT, path), 'utf8'))
  .join('\n');
const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const generated = new Map(generateActionFiles(contracts).map(({ path, content }) => [path, content]));
const file = (path: string): string => {
  const content = generated.get(path);
  if (content === undefined) throw new Error(`${path} is not generated`);
  return content;
};

describe('the table of contracts', () => {
  it('names every folder that has one, sorted', () => {
    const folders = readdirSync(join(ROOT, 'actions')).filter((name) =>
      existsSync(join(ROOT, 'actions', name, 'contract.ts')),
    );
    expect(contracts.map(({ name }) => name)).toEqual(folders.sort());
  });
});

describe.each(contracts.map((contract) => [contract.name, contract] as const))('%s', (name, contract) => {
  const metadata = parse(file(`actions/${name}/action.yml`));

  it('has the action.yml of its contract', () => {
    expect(Object.keys(metadata.inputs)).toEqual(Object.keys(contract.inputs));
    for (const [input, { description, required, default: value }] of Object.entries(contract.inputs)) {
      expect(metadata.inputs[input]).toEqual({
        description,
        required: required ?? false,
        ...(value === undefined ? {} : { default: value }),
      });
    }
    expect(metadata.outputs).toEqual(contract.outputs);
  });

  it('has every token masked', () => {
    const tokens = Object.entries<{ readonly secret?: true }>(contract.inputs).filter(([input]) =>
      /token|secret|password/.test(input),
    );
    expect(tokens.filter(([, { secret }]) => secret !== true)).toEqual([]);
  });

  it('runs a bundle on Node 24, after the job too where it says so', () => {
    const bundle = `../dist/${name}.mjs`;
    expect(metadata.runs).toEqual({ using: 'node24', main: bundle, ...(contract.post ? { post: bundle } : {}) });
    expect(existsSync(join(ROOT, 'actions', name, bundle))).toBe(true);
  });

  it('has every input and output in the table of its README and of the docs', () => {
    for (const page of [file(`actions/${name}/README.md`), file('docs/actions.md')]) {
      for (const [key, { description }] of Object.entries({ ...contract.inputs, ...contract.outputs })) {
        expect(page).toContain(`| \`${key}\` |`);
        expect(page).toContain(description.replaceAll('|', '\\|'));
      }
      for (const { scope, level, why } of contract.permissions) expect(page).toContain(`  ${scope}: ${level} # ${why}`);
    }
  });

  it('reads every input it declares, and writes every output', () => {
    const folder = join(ROOT, 'actions', name);
    const own = readdirSync(folder)
      .filter((path) => path.endsWith('.ts') && path !== 'contract.ts')
      .map((path) => readFileSync(join(folder, path), 'utf8'))
      .join('\n');
    // What several actions read in the same way.
    const shared = [...own.matchAll(/from '\.\.\/(_shell\/[\w-]+-inputs\.ts)'/g)].map(([, path = '']) =>
      readFileSync(join(ROOT, 'actions', path), 'utf8'),
    );
    // Knobs are read by their table, and what is read of each of them is what a rollout is asked.
    const knobs = own.includes(`knobParsers('${name}')`) && own.includes('settingsOfInputs(') ? [SETTINGS] : [];
    const source = [own, ...shared, ...knobs].join('\n');
    const unused = (names: readonly string[]): string[] =>
      names.filter((key) => !new RegExp(`['"]${key}['"]|\\b${key}\\b|\\b${camel(key)}\\b`).test(source));
    expect(unused(Object.keys(contract.inputs))).toEqual([]);
    expect(unused(Object.keys(contract.outputs))).toEqual([]);
  });

  it('requires only inputs without a default', () => {
    const both = Object.values(contract.inputs).filter((input) => input.required && input.default !== undefined);
    expect(both).toEqual([]);
  });
});

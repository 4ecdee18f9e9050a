import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { generatedFiles } from '../../../cli/generated-files.ts';
import { platform } from '../../../examples/ai-agent-platform/sluice.config.ts';
import { mutationsOf } from '../../drill/mutations/enumerate.ts';
import type { Mutation } from '../../drill/mutations/mutation.ts';

const workflows = generatedFiles(platform)
  .filter(({ path }) => /^\.github\/workflows\/(build|deploy|promote|rollback|test)\.yml$/.test(path))
  .map(({ path, content }) => ({ path, content, mutations: mutationsOf(path, content) }));

/** Paths at which two values differ; where one of them has nothing, the path of what is missing. */
function differing(one: unknown, other: unknown, path: readonly string[] = []): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return [path.join('.')];
  const [left, right] = [named(one), named(other)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    differing(left.get(key), right.get(key), [...path, key]),
  );
}

/** What is in a map or a list, by key; a step by its name, as mutations call it. */
const named = (value: object): ReadonlyMap<string, unknown> =>
  new Map(
    Object.entries(value).map(([key, inner]): [string, unknown] => {
      if (!Array.isArray(value)) return [key, inner];
      const name = typeof inner === 'string' ? inner : String(inner?.name ?? key);
      return [typeof inner === 'string' ? name : name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), inner];
    }),
  );

/** One of each sort of change in each file: what is done a hundred times is done the same way. */
function samples(mutations: readonly Mutation[]): readonly Mutation[] {
  const sortOf = ({ kind, id }: Mutation): string =>
    `${kind} ${id.slice(id.lastIndexOf('/'))} ${id.includes('.steps.')}`;
  return [...new Map(mutations.map((mutation) => [sortOf(mutation), mutation])).values()];
}

const pathOf = ({ id }: Mutation): string => id.slice(id.indexOf('/') + 1, id.lastIndexOf('/'));

describe('mutations of the generated workflows', () => {
  it('are more than 150, and each has a name of its own', () => {
    const ids = workflows.flatMap(({ mutations }) => mutations.map(({ id }) => id));
    expect(ids.length).toBeGreaterThanOrEqual(150);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('each changes one place of its file, and nothing else', () => {
    const astray = workflows.flatMap(({ content, mutations }) =>
      samples(mutations).flatMap((mutation) => {
        const path = pathOf(mutation);
        const wrong = differing(parse(content), parse(mutation.text)).filter((place) => {
          // The last one takes its parent with it; a renamed one appears under its other name.
          const inside = place === path || place.startsWith(`${path}.`) || path.startsWith(`${place}.`);
          return !inside && place !== `${path}-other`;
        });
        return wrong.length === 0 ? [] : [`${mutation.id} changes ${wrong.join(', ')}`];
      }),
    );
    expect(astray).toEqual([]);
  });

  it('each keeps every line before its own byte for byte', () => {
    const astray = workflows.flatMap(({ content, mutations }) =>
      mutations.filter(({ line, text }) => {
        // What is removed with its parent begins at most one line earlier.
        const before = content.split('\n').slice(0, line - 2);
        return !text.startsWith(before.join('\n'));
      }),
    );
    expect(astray.map(({ id }) => id)).toEqual([]);
  });
});

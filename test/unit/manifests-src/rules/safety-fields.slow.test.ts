import { describe, expect, it } from '@jest/globals';
import { gateway, nginx } from '../../../../domain/edge/edge.ts';
import { judgeTrees, MANIFEST_RULES } from '../../../../manifests-src/rules/rules.ts';
import type { Manifest, Tree } from '../../../../manifests-src/rules/tree.ts';
import { edged } from '../../../fixtures/edged.ts';
import { treesOf } from '../edge/built.ts';
import { GATEWAY_FIELDS, NGINX_FIELDS, SAFETY_FIELDS, type SafetyField } from './safety-fields.ts';

const GROUNDS = [
  { edge: 'gateway', trees: treesOf(edged(gateway())), fields: [SAFETY_FIELDS, GATEWAY_FIELDS] },
  {
    edge: 'nginx',
    trees: treesOf(edged(nginx({ email: 'operators@ai-agent-platform.com' }))),
    fields: [SAFETY_FIELDS, NGINX_FIELDS],
  },
];

interface Change {
  readonly what: string;
  readonly rule: string;
  readonly objects: readonly Manifest[];
}

const put = (value: unknown, names: readonly string[], end: unknown): unknown => {
  const [name = '', ...rest] = names;
  const copy: Record<string, unknown> = Array.isArray(value) ? Object.assign([], value) : { ...Object(value) };
  if (rest.length > 0) copy[name] = put(copy[name], rest, end);
  else if (end === undefined) delete copy[name];
  else copy[name] = end;
  return copy;
};

/** The objects of a tree with one field changed, or without one of them. */
function withChange(objects: readonly Manifest[], object: Manifest, path: string, end: unknown): readonly Manifest[] {
  if (path === '') return objects.filter((each) => each !== object);
  const names = path.split('.').map((name) => name.replaceAll('~', '.'));
  return objects.map((each) => (each === object ? (put(each, names, end) as Manifest) : each));
}

const changesOf = (rule: string, field: SafetyField, objects: readonly Manifest[]): readonly Change[] =>
  objects
    .filter(({ kind, metadata }) => kind === field.kind && (field.named?.test(metadata.name) ?? true))
    .flatMap((object) =>
      field.becomes.map((end) => ({
        rule,
        what: `${object.kind} "${object.metadata.name}" ${field.path} ${end === undefined ? 'is gone' : `is ${JSON.stringify(end)}`}`,
        objects: withChange(objects, object, field.path, end),
      })),
    );

const judged = (trees: readonly Tree[], objects: readonly Manifest[]): readonly string[] =>
  judgeTrees(trees.map((each) => (each.isProduction ? { ...each, objects } : each)))
    .filter(({ tree }) => tree === 'production')
    .map(({ rule, finding }) => `${rule.id} ${finding.at} ${finding.path} ${finding.seen}`);

describe.each(GROUNDS)('the production of a delivery with $edge', ({ trees, fields }) => {
  const objects = trees.find(({ isProduction }) => isProduction)?.objects ?? [];
  const before = new Set(judged(trees, objects));
  const entries = fields.flatMap((table) => Object.entries(table));
  const changes = entries.flatMap(([rule, of]) => of.flatMap((field) => changesOf(rule, field, objects)));

  it('has every field that is listed', () => {
    const kinds = new Set(objects.map(({ kind }) => kind));
    expect(entries.flatMap(([, of]) => of.map(({ kind }) => kind)).filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(entries.flatMap(([, of]) => of).length).toBeGreaterThanOrEqual(80);
  });

  it(`loses none of ${changes.length} safety fields unnoticed by its rule`, () => {
    const unnoticed = changes.filter(
      (change) =>
        !judged(trees, change.objects).some((told) => told.startsWith(`${change.rule} `) && !before.has(told)),
    );
    expect(unnoticed.map(({ rule, what }) => `${rule}: ${what}`)).toEqual([]);
  });
});

it('safety fields are listed by rules that there are', () => {
  const ids = new Set(MANIFEST_RULES.map(({ id }) => id));
  const listed = [SAFETY_FIELDS, GATEWAY_FIELDS, NGINX_FIELDS].flatMap((table) => Object.keys(table));
  expect(listed.filter((id) => !ids.has(id))).toEqual([]);
});

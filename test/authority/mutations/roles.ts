import { parseAllDocuments, stringify } from 'yaml';
import type { FileMutation } from '../../drill/mutations/mutation.ts';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

interface Manifest {
  readonly kind: string;
  readonly rules?: readonly Rule[];
}

/** Each verb that a Role gives for each resource, taken away; and who has the Role. */
export function roleMutations(file: string, text: string): readonly FileMutation[] {
  const objects: readonly Manifest[] = parseAllDocuments(text).map((document) => document.toJS());
  const tier = file.replace(/^.*\/|\.yaml$/g, '');
  const written = (changed: readonly (Manifest | undefined)[]): string =>
    changed.map((object) => (object === undefined ? '' : stringify(object))).join('---\n');
  return objects.flatMap((object, place): readonly FileMutation[] => {
    const line = lineOf(text, `kind: ${object.kind}`);
    if (object.kind === 'RoleBinding')
      return [
        {
          ...{ id: `${tier}/binding`, file, line, what: `nobody has the Role of ${tier}` },
          text: written(objects.with(place, { ...object, subjects: [] } as Manifest)),
        },
      ];
    if (object.kind !== 'Role') return [];
    return eachVerb(object.rules ?? []).map(({ resource, verb, rules }) => ({
      ...{ id: `${tier}/${resource}/${verb}`, file, line, what: `the deployer of ${tier} may not ${verb} ${resource}` },
      text: written(objects.with(place, { ...object, rules })),
    }));
  });
}

function eachVerb(rules: readonly Rule[]) {
  return rules.flatMap((rule, place) =>
    rule.resources.flatMap((resource) =>
      rule.verbs.map((verb) => {
        const others = { ...rule, resources: rule.resources.filter((other) => other !== resource) };
        const less = { ...rule, resources: [resource], verbs: rule.verbs.filter((other) => other !== verb) };
        const kept = [others, less].filter(({ resources, verbs }) => resources.length > 0 && verbs.length > 0);
        return { resource, verb, rules: [...rules.slice(0, place), ...kept, ...rules.slice(place + 1)] };
      }),
    ),
  );
}

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

import type { KubernetesObject } from '../cluster.ts';
import type { UnionPath, UnionStep } from './field-path.ts';
import { isJson, itemNamed, type Json } from './json.ts';
import { type Union, unionsOf } from './unions.ts';

/** A union of which the live object has a branch that the wanted one excludes. */
export interface OtherBranches {
  /** The node that holds the branches. */
  readonly node: UnionPath;
  /** Fields of it that have to go. */
  readonly branches: readonly string[];
}

/** Every union that the wanted object decides otherwise than the live one has it. Where it says nothing of a union, the server's
 *  default does, and nothing has to go. */
export const otherBranches = (wanted: KubernetesObject, live: KubernetesObject): readonly OtherBranches[] =>
  unionsOf(wanted).flatMap((union) =>
    nodesAt(wanted, live, union.at).flatMap(({ path, wanted: node, live: now }) => {
      const branches = excluded(union.choice, node, now);
      return branches.length === 0 ? [] : [{ node: path, branches }];
    }),
  );

export const pathsOf = ({ node, branches }: OtherBranches): readonly UnionPath[] =>
  branches.map((field) => [...node, { field }]);

interface Node {
  readonly path: UnionPath;
  readonly wanted: Json;
  readonly live: Json;
}

/** The nodes that both objects have at such a place. */
function nodesAt(wanted: Json, live: Json, at: Union['at'], path: UnionPath = []): readonly Node[] {
  const [field, ...rest] = at;
  if (field === undefined) return [{ path, wanted, live }];
  const [a, b] = [wanted[field], live[field]];
  const step: UnionStep = { field };
  if (rest[0] === '[]')
    return (Array.isArray(a) ? a.filter(isJson) : []).flatMap((item) => {
      const { name } = item;
      const twin = itemNamed(b, name);
      return typeof name === 'string' && twin !== undefined
        ? nodesAt(item, twin, rest.slice(1), [...path, step, { item: name }])
        : [];
    });
  return isJson(a) && isJson(b) ? nodesAt(a, b, rest, [...path, step]) : [];
}

/** Fields of the live node that what is wanted there does not admit. */
function excluded(choice: Union['choice'], wanted: Json, live: Json): readonly string[] {
  const there = (node: Json) => Object.keys(node).filter((field) => node[field] !== undefined && node[field] !== null);
  switch (choice.kind) {
    case 'told': {
      const admitted = choice.admits[String(wanted[choice.by])];
      return admitted === undefined
        ? []
        : there(live).filter((field) => choice.branches.includes(field) && !admitted.includes(field));
    }
    case 'given': {
      const isBranch = (field: string) => choice.branches?.includes(field) ?? choice.besides?.includes(field) !== true;
      const chosen = there(wanted).filter(isBranch);
      return chosen.length === 0 ? [] : there(live).filter((field) => isBranch(field) && !chosen.includes(field));
    }
  }
}

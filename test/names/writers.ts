import { posix } from 'node:path';
import { type Node, type Parsed, within } from './parsed.ts';

/** A function at the top of a file, and what it calls: `path#name` of others like it, `cluster.apply` of a cluster. */
export interface Named {
  readonly path: string;
  readonly name: string;
  readonly calls: ReadonlySet<string>;
  /** Whether it does something that is waited for, rather than make a value. */
  readonly isAwaited: boolean;
}

/** Methods of a cluster that change something in it. */
const WRITES: readonly string[] = ['cluster.apply', 'cluster.patch', 'cluster.delete'];

const nodeOf = (value: unknown): Node | undefined =>
  typeof value === 'object' && value !== null && 'type' in value ? (value as Node) : undefined;
const nodesOf = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.flatMap((each) => nodeOf(each) ?? []) : [];
function nameOf(value: unknown): string | undefined {
  const node = nodeOf(value);
  return node?.type === 'Identifier' && typeof node['value'] === 'string' ? node['value'] : undefined;
}

/** Where the names that a file imports are declared. */
const importsOf = ({ path, body }: Parsed): ReadonlyMap<string, string> =>
  new Map(
    body.flatMap((statement) => {
      const from = nodeOf(statement['source'])?.['value'];
      if (statement.type !== 'ImportDeclaration' || typeof from !== 'string') return [];
      const target = posix.join(posix.dirname(path), from);
      return nodesOf(statement['specifiers']).flatMap((each) => {
        const local = nameOf(each['local']);
        return local === undefined ? [] : [[local, `${target}#${nameOf(each['imported']) ?? local}`] as const];
      });
    }),
  );

function callsIn(value: unknown, resolve: (name: string) => string): ReadonlySet<string> {
  const calls = new Set<string>();
  for (const node of within(value)) {
    const callee = node.type === 'CallExpression' ? nodeOf(node['callee']) : undefined;
    if (callee?.type === 'MemberExpression') {
      const object = nodeOf(callee['object']);
      const owner = nameOf(object) ?? nameOf(object?.['property']) ?? '';
      if (/cluster/i.test(owner)) calls.add(`cluster.${nameOf(callee['property'])}`);
    } else {
      const name = nameOf(callee);
      if (name !== undefined) calls.add(resolve(name));
    }
  }
  return calls;
}

/** Every function that has a name at the top of its file. */
export function functionsOf(file: Parsed): readonly Named[] {
  const imported = importsOf(file);
  const made = (id: unknown, works: Node): readonly Named[] => {
    const name = nameOf(id);
    const returns = nodeOf(works['returnType']);
    const isAwaited = works['async'] === true || (returns !== undefined && /Promise</.test(file.textOf(returns)));
    const calls = callsIn(works['body'], (each) => imported.get(each) ?? `${file.path}#${each}`);
    return name === undefined ? [] : [{ path: file.path, name, calls, isAwaited }];
  };
  return file.body.flatMap((statement) => {
    const declared = statement.type === 'ExportDeclaration' ? nodeOf(statement['declaration']) : statement;
    if (declared?.type === 'FunctionDeclaration') return made(declared['identifier'], declared);
    if (declared?.type !== 'VariableDeclaration') return [];
    return nodesOf(declared['declarations']).flatMap((each) => {
      const works = nodeOf(each['init']);
      return works?.type === 'ArrowFunctionExpression' ? made(each['id'], works) : [];
    });
  });
}

/** Those that change the cluster, by themselves or through what they call. */
export function writersOf(functions: readonly Named[]): readonly Named[] {
  const writing = new Set(WRITES);
  for (let before = -1; before !== writing.size; ) {
    before = writing.size;
    for (const { path, name, calls, isAwaited } of functions)
      if (isAwaited && [...calls].some((call) => writing.has(call))) writing.add(`${path}#${name}`);
  }
  return functions.filter(({ path, name }) => writing.has(`${path}#${name}`));
}

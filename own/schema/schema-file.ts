import { type Definitions, eventsOf, placesOf, scopesOf } from './github-definitions.ts';

/** Names of the properties of each context, which GitHub's schema leaves to its language service. */
export type ContextNames = Readonly<Record<'github' | 'job' | 'runner' | 'strategy', readonly string[]>>;
/** How few and how many values each function takes. */
export type FunctionBounds = Readonly<Record<string, readonly [least: number, most: number]>>;

/** What the names come from. */
export interface SchemaSources {
  readonly definitions: Definitions;
  readonly contexts: ContextNames;
  readonly functions: FunctionBounds;
  /** Of both packages: they are published together. */
  readonly version: string;
}

/** `catalogue/github-schema.ts`: every name of GitHub's that the language is typed by. */
export function schemaFile({ definitions, contexts, functions, version }: SchemaSources): string {
  const constants: readonly (readonly [name: string, about: string, value: Readonly<Record<string, unknown>>])[] = [
    [
      'GITHUB_EVENTS',
      'Events that start a workflow, with the filters of each and the kinds that it can be narrowed to.',
      eventsOf(definitions),
    ],
    ['GITHUB_SCOPES', 'What a token can be given, and how much of it.', scopesOf(definitions)],
    [
      'GITHUB_PLACES',
      'What an expression may draw on, by the definition of the key it stands at.',
      placesOf(definitions),
    ],
    ['GITHUB_FUNCTIONS', 'Functions, in small letters, with how few and how many values each takes.', functions],
    ['GITHUB_CONTEXTS', 'Properties of the contexts that are the same in every workflow.', contexts],
  ];
  return [
    '// Written by `npm run schema` (own/schema/renew.ts). Do not edit: renew it when the parser has a new version.',
    `// Names from @actions/workflow-parser ${version} (workflow-v1.0.json), @actions/expressions (funcs) and @actions/languageservice (descriptions.json).`,
    ...constants.flatMap(([name, about, value]) => [
      '',
      `/** ${about} */`,
      `export const ${name} = {`,
      ...Object.entries(value).map(([key, each]) => `  '${key}': ${written(each)},`),
      '} as const;',
    ]),
    '',
  ].join('\n');
}

const written = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? `'${value}'` : String(value);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `'${key}': ${written(each)}`)
    .join(', ')} }`;
};

/** Definitions of GitHub's workflow schema, as its parser has them: only what is read here. */
export type Definitions = Readonly<Record<string, Definition>>;

interface Definition {
  readonly context?: readonly string[];
  readonly 'one-of'?: readonly string[];
  readonly 'allowed-values'?: readonly string[];
  readonly mapping?: { readonly properties?: Readonly<Record<string, string | { readonly type: string }>> };
}

/** What an event takes. */
export interface EventNames {
  readonly filters: readonly string[];
  readonly types: readonly string[];
}

const propertiesOf = (definitions: Definitions, name: string) => {
  const properties = definitions[name]?.mapping?.properties;
  if (properties === undefined) throw new Error(`GitHub's schema has no mapping "${name}" any longer.`);
  return properties;
};

const typeOf = (property: string | { readonly type: string }): string =>
  typeof property === 'string' ? property : property.type;

/** Every event but those that people or other workflows start: these are said with their inputs. */
export function eventsOf(definitions: Definitions): Readonly<Record<string, EventNames>> {
  const events = Object.entries(propertiesOf(definitions, 'on-mapping-strict'));
  return Object.fromEntries(
    events
      .filter(([event]) => event !== 'workflow_call' && event !== 'workflow_dispatch')
      .map(([event, property]) => {
        const mapping = definitions[typeOf(property)]?.['one-of']?.find((each) => each.endsWith('-mapping'));
        const keys = mapping === undefined ? {} : propertiesOf(definitions, mapping);
        const types = keys['types'] === undefined ? [] : typesOf(definitions, typeOf(keys['types']));
        const own = keys['types'] !== undefined && types.length === 0;
        return [event, { filters: Object.keys(keys).filter((key) => own || key !== 'types'), types }];
      }),
  );
}

/** The words of an activity, through the definitions that it is made of. */
function typesOf(definitions: Definitions, name: string): readonly string[] {
  const { 'allowed-values': words, 'one-of': parts } = definitions[name] ?? {};
  return words ?? parts?.map((part) => typesOf(definitions, part)).find((found) => found.length > 0) ?? [];
}

/** What a token can be given. */
export const scopesOf = (definitions: Definitions): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(propertiesOf(definitions, 'permissions-mapping')).map(([scope, property]) => [
      scope,
      typeOf(property).includes('read-or-no')
        ? ['read']
        : typeOf(property).includes('write-or-no')
          ? ['write']
          : ['read', 'write'],
    ]),
  );

/** Contexts by definition; functions that ask how jobs ended are one word, and so is the one that reads files. */
export const placesOf = (definitions: Definitions): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(definitions).flatMap(([name, { context }]) =>
      context === undefined ? [] : [[name, [...new Set(context.map(useOf))]]],
    ),
  );

function useOf(context: string): string {
  if (!context.includes('(')) return context;
  return context.startsWith('hashFiles') ? 'files' : 'status';
}

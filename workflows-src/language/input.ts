import { type Expression, expression } from './expression.ts';

/** An input of a workflow that is called or dispatched. `choice` is a list in GitHub's form, `environment` that of the repository's environments; a caller may give any string.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs */
export type InputDefinition = { readonly description: string; readonly required: boolean } & (
  | { readonly type: 'string'; readonly default?: string }
  | { readonly type: 'boolean'; readonly default?: boolean }
  | { readonly type: 'number'; readonly default?: number }
  | { readonly type: 'choice'; readonly options: readonly string[]; readonly default?: string }
  | { readonly type: 'environment'; readonly default?: string }
);

/** Inputs by name. */
export type InputDefinitions = Readonly<Record<string, InputDefinition>>;

/** What an input holds, by its type. */
export type InputType<Definition extends InputDefinition> = Definition extends { readonly type: 'boolean' }
  ? boolean
  : Definition extends { readonly type: 'number' }
    ? number
    : Definition extends { readonly type: 'choice'; readonly options: readonly (infer Option extends string)[] }
      ? Option
      : string;

/** Inputs of a workflow, as they are declared and as values for its jobs. */
export interface Inputs<Definitions extends InputDefinitions = InputDefinitions> {
  readonly definitions: Definitions;
  readonly values: { readonly [Name in keyof Definitions]: Expression<InputType<Definitions[Name]>, 'inputs'> };
}

/** Declares inputs once, for the file and for the jobs that use them. */
export const inputs = <const Definitions extends InputDefinitions>(definitions: Definitions): Inputs<Definitions> => ({
  definitions,
  values: Object.fromEntries(
    Object.keys(definitions ?? {}).map((name) => [name, expression(`inputs.${name}`, { uses: ['inputs'] })]),
  ) as Inputs<Definitions>['values'],
});

/** For a workflow that takes none. */
export const NO_INPUTS = inputs({});

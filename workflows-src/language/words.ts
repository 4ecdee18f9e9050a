/** A name of GitHub's as this language writes it: `pull_request_target` and `branches-ignore` become `pullRequestTarget`, `branchesIgnore`. */
export type Camel<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name extends `${infer First}-${infer Rest}`
    ? `${First}${Capitalize<Camel<Rest>>}`
    : Name;

/** The same for a value. */
export const camel = (name: string): string => name.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());

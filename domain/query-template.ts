import type { Problem } from './problem.ts';

/** What may stand in a query, in double braces. */
const PLACEHOLDERS = ['namespace', 'deployment', 'pods', 'version'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

/** One of the two versions that a query is asked for. */
export interface MeasuredSide extends Readonly<Record<Placeholder, string>> {
  readonly version: 'canary' | 'stable';
  readonly namespace: string;
  /** Name of the Deployment. */
  readonly deployment: string;
  /** Regular expression that the names of its pods match, whole, and no others'. */
  readonly pods: string;
}

const IN_BRACES = /\{\{\s*([^{}]*?)\s*\}\}/g;
/** What tells the two versions apart. */
const TELLING: readonly string[] = ['deployment', 'pods', 'version'];

/** Everything that is wrong with a query as it is written. What PromQL makes of it, only its server says. */
export function templateProblems(template: string, field: string): Problem[] {
  const problem = (message: string): Problem => ({ field, value: template, message });
  if (template.trim() === '') return [problem('Wanted a PromQL query.')];
  const names = [...template.matchAll(IN_BRACES)].map(([, name = '']) => name);
  const words = PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ');
  const unknown = names.filter((name) => !PLACEHOLDERS.some((known) => known === name));
  return [
    ...[...new Set(unknown)].map((name) => problem(`There is no {{${name}}}; a query can have ${words}.`)),
    ...(template.replace(IN_BRACES, '').includes('{{')
      ? [problem(`"{{" is not closed by "}}"; a query can have ${words}.`)]
      : []),
    ...(template.includes('${{')
      ? [problem('GitHub would read "${{" as an expression of its own. Take the "$" out.')]
      : []),
    ...(unknown.length > 0 || names.some((name) => TELLING.includes(name))
      ? []
      : [
          problem(
            'Both versions would be asked the same, and the canary would be as good as itself. Select by {{pods}}, {{deployment}} or {{version}}.',
          ),
        ]),
  ];
}

/** Nothing that could end a string of PromQL in any of its quotes, or escape in it. */
const HARMLESS = /^[A-Za-z0-9.[\]{},-]+$/;

/** The query for one side. @throws for a value that could change what the query means: no name of Kubernetes is one. */
export const filledQuery = (template: string, side: MeasuredSide): string =>
  template.replace(IN_BRACES, (_, name: string) => {
    const placeholder = PLACEHOLDERS.find((known) => known === name);
    const value = placeholder === undefined ? '' : side[placeholder];
    if (!HARMLESS.test(value)) throw new Error(`"${value}" cannot stand for {{${name}}} in a query.`);
    return value;
  });

import { InvalidInput, type Problem } from '../../domain/problem.ts';

type Parsers<Inputs> = { readonly [Name in keyof Inputs]?: (text: string) => unknown };

type Parsed<Given> = {
  readonly [Name in keyof Given]: Given[Name] extends (text: string) => infer Value ? Value : never;
};

/** Parses inputs with the functions given, which throw a sentence where they refuse one.
 *  @throws InvalidInput with all problems, not only the first */
export function parseInputs<Inputs extends Readonly<Record<string, string>>, const Given extends Parsers<Inputs>>(
  inputs: Inputs,
  parsers: Given,
): Parsed<Given> {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const [field, parse] of Object.entries<((text: string) => unknown) | undefined>(parsers)) {
    const value = inputs[field] ?? '';
    try {
      values[field] = parse?.(value);
    } catch (error) {
      problems.push({ field, value, message: error instanceof Error ? error.message : String(error) });
    }
  }
  if (problems.length > 0) throw new InvalidInput('The inputs', problems);
  return values as Parsed<Given>;
}

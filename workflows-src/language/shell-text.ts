import type { In } from './context.ts';
import type { Expression, Scalar } from './expression.ts';
import type { Environment } from './step.ts';

/** Variables that shells, loaders and runners read themselves. */
const KEPT =
  /^(PATH|HOME|IFS|ENV|PWD|SHELL|USER|PS\d|BASH.*|LD_.*|NODE_OPTIONS|PYTHON.*|CI|GITHUB_.*|RUNNER_.*|ACTIONS_.*)$/;

/** Commands and the variables in them. */
export interface ShellText {
  readonly run: string;
  readonly env: Environment;
}

/** Commands with values in them, for `run({ name, ...sh`git checkout ${ref}` })`: each value becomes a variable of the step, and its place
 *  the variable in quotes. So no value is ever read as a command, whatever it holds.
 *  @throws where a value stands in single quotes, which would keep the name of its variable */
export function sh(strings: TemplateStringsArray, ...values: readonly Expression<Scalar, In<'step env'>>[]): ShellText {
  const names = new Map<string, string>();
  const env: Record<string, Expression<Scalar, In<'step env'>>> = {};
  let run = '';
  let quote: Quote = 'none';
  strings.forEach((text, index) => {
    quote = quoteAfter(text, quote);
    run += text;
    const value = values[index];
    if (value === undefined) return;
    if (quote === 'single')
      throw new Error(
        `A value (${value.code}) stands in single quotes, where a shell reads no variable: use double ones.`,
      );
    const name = names.get(value.code) ?? freeName(value.code, env);
    names.set(value.code, name);
    env[name] = value;
    run += quote === 'double' ? `\${${name}}` : `"\${${name}}"`;
  });
  return { run, env };
}

type Quote = 'none' | 'single' | 'double';

/** In which quotes the end of a text stands. */
function quoteAfter(text: string, before: Quote): Quote {
  let quote = before;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '\\' && quote !== 'single') index++;
    else if (character === "'" && quote !== 'double') quote = quote === 'single' ? 'none' : 'single';
    else if (character === '"' && quote !== 'single') quote = quote === 'double' ? 'none' : 'double';
  }
  return quote;
}

/** The last word of the code, in capitals; with a number where another value has that name. */
function freeName(code: string, taken: Readonly<Record<string, unknown>>): string {
  const last = /([A-Za-z_][\w-]*)\W*$/.exec(code)?.[1] ?? 'value';
  const word = last.toUpperCase().replaceAll('-', '_');
  const name = KEPT.test(word) ? `VALUE_${word}` : word;
  if (!Object.hasOwn(taken, name)) return name;
  let number = 2;
  while (Object.hasOwn(taken, `${name}_${number}`)) number++;
  return `${name}_${number}`;
}

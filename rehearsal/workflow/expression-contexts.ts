import { Lexer } from './parser/github-parser.mjs';

/** Names of the contexts that an expression reads, in lower case. */
export function contextsIn(source: string): ReadonlySet<string> {
  const { tokens } = new Lexer(source).lex();
  const names = tokens.flatMap(({ lexeme }, index) => {
    const before = tokens[index - 1]?.lexeme;
    const after = tokens[index + 1]?.lexeme;
    const name = /^[a-z_][\w-]*$/i.test(lexeme) && before !== '.' && after !== '(';
    return name && !WORDS.has(lexeme) ? [lexeme.toLowerCase()] : [];
  });
  return new Set(names);
}

const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'NaN', 'Infinity']);

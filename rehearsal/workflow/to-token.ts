import type { TemplateToken } from './parse.ts';
import {
  BasicExpressionToken,
  BooleanToken,
  MappingToken,
  NullToken,
  NumberToken,
  SequenceToken,
  StringToken,
} from './parser/github-parser.mjs';
import { NotRehearsed } from './problems.ts';
import type { Place, Token } from './token.ts';

/** The parser's tokens as plain data. */
export function toToken(token: TemplateToken, file: string): Token {
  const place: Place = { file, line: token.line ?? 1, ...column(token) };
  if (token instanceof MappingToken) {
    const entries = Array.from({ length: token.count }, (_, index) => token.get(index)).map(({ key, value }) => {
      const position: Place = { file, line: key.line ?? place.line, ...column(key) };
      if (!(key instanceof StringToken)) throw new NotRehearsed('a key that is an expression', position);
      return { key: key.value, value: toToken(value, file), place: position };
    });
    return { kind: 'map', entries, place };
  }
  if (token instanceof SequenceToken) {
    const items = Array.from({ length: token.count }, (_, index) => toToken(token.get(index), file));
    return { kind: 'list', items, place };
  }
  if (token instanceof BasicExpressionToken) {
    // What is an expression as a whole has quotes in its source.
    const written = (token.originalExpressions && token.source) ?? token.toString();
    return { kind: 'expression', source: token.expression, written, place };
  }
  if (token instanceof NullToken) return { kind: 'literal', value: null, place };
  if (token instanceof StringToken || token instanceof NumberToken || token instanceof BooleanToken) {
    return { kind: 'literal', value: token.value, place };
  }
  throw new NotRehearsed(`a value of the kind ${token.typeName()}`, place);
}

const column = ({ col }: { readonly col?: number | undefined }) => (col === undefined ? {} : { column: col });

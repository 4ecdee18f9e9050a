import { limitOf } from '../../catalogue/github-limits.ts';
import type { TemplateToken } from './parse.ts';
import { BasicExpressionToken, MappingToken, SequenceToken } from './parser/github-parser.mjs';

/** GitHub's sentences for expressions that are too long. The parser looks at what stands between `${{` and `}}`; a text with an
 *  expression in it is one expression as a whole, and as such has the same limit on GitHub.
 *  @see https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/ObjectTemplating/TemplateReader.cs (ParseScalar) */
export function longExpressions(token: TemplateToken, file: string): readonly string[] {
  if (token instanceof MappingToken) {
    return Array.from({ length: token.count }, (_, index) => token.get(index)).flatMap(({ key, value }) => [
      ...longExpressions(key, file),
      ...longExpressions(value, file),
    ]);
  }
  if (token instanceof SequenceToken) {
    return Array.from({ length: token.count }, (_, index) => token.get(index)).flatMap((item) =>
      longExpressions(item, file),
    );
  }
  const limit = limitOf('expression-length');
  return token instanceof BasicExpressionToken && token.expression.length > limit
    ? [`${file} (Line: ${token.line ?? 1}, Col: ${token.col ?? 1}): Exceeded max expression length ${limit}`]
    : [];
}

import type { TemplateToken } from './parse.ts';
import { MappingToken, SequenceToken, StringToken } from './parser/github-parser.mjs';

/** All `uses` of steps, those of `parallel` groups among them; a job's own is another thing. */
export function* usesOfSteps(root: TemplateToken): Generator<StringToken> {
  for (const job of valuesOf(childOf(root, 'jobs'))) {
    for (const step of valuesOf(childOf(job, 'steps'))) {
      for (const one of [step, ...valuesOf(childOf(step, 'parallel'))]) {
        const uses = childOf(one, 'uses');
        if (uses instanceof StringToken) yield uses;
      }
    }
  }
}

const valuesOf = (token: TemplateToken | undefined): readonly TemplateToken[] => {
  if (token instanceof SequenceToken) return Array.from({ length: token.count }, (_, index) => token.get(index));
  if (token instanceof MappingToken) return Array.from({ length: token.count }, (_, index) => token.get(index).value);
  return [];
};

const childOf = (token: TemplateToken | undefined, key: string): TemplateToken | undefined =>
  token instanceof MappingToken ? token.find(key) : undefined;

import { limitOf } from '../../catalogue/github-limits.ts';
import type { Token } from './token.ts';

/** Start and end of the stream, and of the document in it, are nodes for GitHub, too. */
const AROUND = 4;

/** GitHub's words for a file that is too deep or has too many nodes; what an alias names counts each time.
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/YamlObjectReader.cs (MoveNext)
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/ObjectTemplating/TemplateReader.cs (ReadValue) */
export function structureProblem(root: Token): string | undefined {
  if (depthOf(root) > limitOf('workflow-depth')) return 'Maximum object depth exceeded';
  return AROUND + nodesOf(root) > limitOf('workflow-nodes') ? 'Maximum YAML nodes exceeded' : undefined;
}

const childrenOf = (token: Token): readonly Token[] =>
  token.kind === 'list' ? token.items : token.kind === 'map' ? token.entries.map(({ value }) => value) : [];

const depthOf = (token: Token): number =>
  token.kind === 'list' || token.kind === 'map'
    ? 1 + childrenOf(token).reduce((deepest, child) => Math.max(deepest, depthOf(child)), 0)
    : 0;

/** A list and a map have a start and an end; a key is one node. */
const nodesOf = (token: Token): number => {
  const own = token.kind === 'map' ? 2 + token.entries.length : token.kind === 'list' ? 2 : 1;
  return childrenOf(token).reduce((sum, child) => sum + nodesOf(child), own);
};

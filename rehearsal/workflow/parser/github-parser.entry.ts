/** What the bundle takes from GitHub's two packages, and nothing more. Only build-parser.ts reads this file. */

export { data, Evaluator, Lexer, Parser, wellKnownFunctions } from '@actions/expressions';
export { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
export { convertActionTemplate, parseAction } from '@actions/workflow-parser/actions/index';
export {
  BasicExpressionToken,
  BooleanToken,
  MappingToken,
  NullToken,
  NumberToken,
  SequenceToken,
  StringToken,
} from '@actions/workflow-parser/templates/tokens/index';

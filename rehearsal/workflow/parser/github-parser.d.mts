/** Types of github-parser.mjs: those of the packages it was made from. */

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

/** Types of github-parser.mjs: those of the packages it was made from. */

export { data, Evaluator, FeatureFlags, Lexer, Parser, wellKnownFunctions } from '@actions/expressions';
export { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
export { getActionSchema } from '@actions/workflow-parser/actions/action-schema';
export { convertToIfCondition } from '@actions/workflow-parser/model/converter/if-condition';
export { TemplateContext, TemplateValidationErrors } from '@actions/workflow-parser/templates/template-context';
export { readTemplate } from '@actions/workflow-parser/templates/template-reader';
export {
  BasicExpressionToken,
  BooleanToken,
  MappingToken,
  NullToken,
  NumberToken,
  SequenceToken,
  StringToken,
} from '@actions/workflow-parser/templates/tokens/index';
export { getWorkflowSchema } from '@actions/workflow-parser/workflows/workflow-schema';

import { YamlObjectReader as Reader } from '@actions/workflow-parser/workflows/yaml-object-reader';

export declare class YamlObjectReader extends Reader {
  constructor(fileId: number, content: string, anchors?: 'allowed' | 'refused');
}

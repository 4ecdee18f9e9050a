import type { Correction } from './correction.ts';
import { EXPRESSION_CORRECTIONS } from './expression-corrections.ts';

const WORKFLOW_CORRECTIONS: readonly Correction[] = [
  {
    module: 'templates/template-reader.js',
    wrong: 'const raw = isSingleLine ? token.value : token.source ?? token.value;',
    right: 'const raw = token.value;',
    because:
      'the editor reads a text of several lines with the indentation of the file; GitHub reads the value: Sdk/WorkflowParser/ObjectTemplating/TemplateReader.cs (ParseScalar)',
  },
  {
    module: 'templates/template-reader.js',
    wrong: 'this.parseIntoExpressionToken(tr, rawExpression,',
    right: 'this.parseIntoExpressionToken(token.range, rawExpression,',
    because:
      'an expression stands where its text begins, as the sentences about it say: TemplateReader.cs (ParseExpression)',
  },
  {
    module: 'templates/template-reader.js',
    wrong:
      'return new BasicExpressionToken(this._fileId, token.range, `format(\'${format.join("")}\'${args.join("")})`,',
    right:
      'const whole = `format(\'${format.join("")}\'${args.join("")})`;\n        try {\n            ExpressionToken.validateExpression(whole, allowedContext);\n        } catch (err) {\n            this._context.error(token, err);\n            return token;\n        }\n        return new BasicExpressionToken(this._fileId, token.range, whole,',
    because: 'a text with expressions in it is one expression, with the bounds of one: TemplateReader.cs (ParseScalar)',
  },
  {
    module: 'workflows/yaml-object-reader.js',
    wrong: 'const key = scalarKey.value;',
    right: 'const key = YamlObjectReader.getLiteralToken(this.fileId, range, scalarKey).toString();',
    because:
      'a key that is a number or a truth value is taken as its text: TemplateReader.cs (HandleMappingWithAllLooseProperties)',
  },
  {
    module: 'model/converter/jobs.js',
    wrong: 'if (need.value == currentJob.name)',
    right: 'if (need.value.toLowerCase() == currentJob.name.toLowerCase())',
    because:
      'job ids are compared without case: Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs (ConvertToJobs)',
  },
  {
    module: 'model/converter/jobs.js',
    wrong: 'const jobNames = result.map(x => x.id.value);',
    right:
      'const names = result.map(x => x.id.value.toLowerCase()); const jobNames = { includes: name => names.includes(name.toLowerCase()) };',
    because: 'the same',
  },
  {
    module: 'model/converter/id-builder.js',
    wrong: "must start with a letter or '_' and and must be less than",
    right: "must start with a letter or '_' and must be less than",
    because: 'GitHub says "and" once: Sdk/WorkflowParser/Conversion/IdBuilder.cs (TryAddKnownId)',
  },
  {
    module: 'model/converter/id-builder.js',
    wrong: 'this.distinctNames.has(value)',
    right: 'this.distinctNames.has(value.toLowerCase())',
    because: 'ids are compared without case: Sdk/WorkflowParser/Conversion/IdBuilder.cs (m_distinctNames)',
  },
  {
    module: 'model/converter/id-builder.js',
    wrong: 'this.distinctNames.add(value)',
    right: 'this.distinctNames.add(value.toLowerCase())',
    because: 'the same',
  },
  {
    module: 'model/converter/id-builder.js',
    wrong: 'this.distinctNames.has(candidate)',
    right: 'this.distinctNames.has(candidate.toLowerCase())',
    because: 'the same',
  },
  {
    module: 'model/converter/id-builder.js',
    wrong: 'this.distinctNames.add(candidate)',
    right: 'this.distinctNames.add(candidate.toLowerCase())',
    because: 'the same',
  },
  {
    module: 'model/converter/job/runs-on.js',
    wrong: "name '${groupName}. Please use 'organization/' or 'enterprise/' prefix to target a single runner group.'`",
    times: 2,
    right: "name '${groupName}'. Please use 'organization/' or 'enterprise/' prefix to target a single runner group.`",
    because: 'the quotes stand elsewhere: Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs (ConvertToRunsOn)',
  },
];

/** All places that are corrected, by the package they stand in. */
export const CORRECTIONS: readonly Correction[] = [...WORKFLOW_CORRECTIONS, ...EXPRESSION_CORRECTIONS];

import type { Correction } from './correction.ts';
import { EXPRESSION_CORRECTIONS } from './expression-corrections.ts';

const WORKFLOW_CORRECTIONS: readonly Correction[] = [
  {
    module: 'workflow-v1.0.min.json',
    wrong: 'outside of GitHub.", "string": { "constant": "branch_protection_rule" }',
    right: 'outside of GitHub.", "string": { "constant": "repository_dispatch" }',
    because:
      'repository_dispatch alone, or in a list of events, is an event: Sdk/WorkflowParser/workflow-v1.0.json (repository-dispatch-string)',
  },
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
    module: 'templates/tokens/number-token.js',
    wrong: 'return `${this.num}`;',
    right: 'return numberText(this.num);',
    imports: { numberText: 'number-text.ts' },
    because: 'a number is written with 15 digits: Sdk/WorkflowParser/ObjectTemplating/Tokens/NumberToken.cs (ToString)',
  },
  {
    module: 'workflows/yaml-object-reader.js',
    wrong: 'constructor(fileId, content) {',
    right: 'constructor(fileId, content, anchors = "allowed") {\n        this.anchors = anchors;',
    because:
      'files of actions may have no anchors: Runner.Worker/ActionManifestManager.cs (Load), Sdk/WorkflowParser/Conversion/YamlObjectReader.cs (m_allowAnchors)',
  },
  {
    module: 'workflows/yaml-object-reader.js',
    wrong: 'let range = this.getRange(node);',
    right:
      'if (this.anchors === "refused" && node?.anchor) {\n            throw new Error(`Anchors are not currently supported. Remove the anchor \'${node.anchor}\'`);\n        }\n        let range = this.getRange(node);',
    because: 'the same',
  },
  {
    module: 'workflows/yaml-object-reader.js',
    wrong: 'this._generator = this.getNodes(this.doc, new Set());',
    right: `this._generator = boundedEvents(this.getNodes(this.doc, new Set()), {
            begin: [EventType.SequenceStart, EventType.MappingStart],
            end: [EventType.SequenceEnd, EventType.MappingEnd]
        });`,
    imports: { boundedEvents: 'bounded-events.ts' },
    because: 'aliases of aliases were read for hours: Sdk/WorkflowParser/Conversion/YamlObjectReader.cs (MoveNext)',
  },
  {
    module: 'workflows/yaml-object-reader.js',
    wrong: 'if (aliasResolutionStack.has(resolved)) {',
    right: 'if (false) {',
    because: 'what names itself was left out; GitHub reads it until it is too deep: YamlObjectReader.cs (MoveNext)',
  },
  {
    module: 'workflows/yaml-object-reader.js',
    wrong: 'const resolved = node.resolve(this.doc);',
    right: 'const resolved = (this.anchored ??= anchorsOf(this.doc)).get(node);',
    imports: { anchorsOf: 'anchors-of.ts' },
    because: 'the whole file was searched for each alias',
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

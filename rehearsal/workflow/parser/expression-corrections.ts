import type { Correction } from './correction.ts';

const PARSE_ERROR = 'Sdk/Expressions/ParseException.cs';
const PARSER = 'Sdk/Expressions/ExpressionParser.cs';
const RESULT = 'Sdk/Expressions/EvaluationResult.cs';

/** Where `@actions/expressions` differs from what GitHub's server and runner evaluate. */
export const EXPRESSION_CORRECTIONS: readonly Correction[] = [
  {
    module: 'expressions/dist/lexer.js',
    wrong: `value = value.replace("''", "'");`,
    right: `value = value.replaceAll("''", "'");`,
    because:
      'only the first of several doubled quotes was undone, so that a script with quotes and an expression became another one: Sdk/Expressions/Tokens/LexicalAnalyzer.cs (ReadStringToken)',
  },
  {
    module: 'expressions/dist/lexer.js',
    wrong: 'throw new Error("ErrorExceededMaxLength");',
    right: 'throw new Error(`Exceeded max expression length ${MAX_EXPRESSION_LENGTH}`);',
    because: `GitHub's sentence: ${PARSE_ERROR}`,
  },
  {
    module: 'expressions/dist/lexer.js',
    wrong: 'range: this.range(),\n            value\n        });',
    right:
      'range: this.range(),\n            value,\n            index: this.start,\n            input: this.input\n        });',
    because: `its sentences end with position and expression: ${PARSE_ERROR}`,
  },
  {
    module: 'expressions/dist/errors.js',
    wrong: "super(`${errorDescription(typ)}: '${tokenString(tok)}'`);",
    right:
      "super(typ === ErrorType.ErrorExceededMaxDepth ? errorDescription(typ) : `${errorDescription(typ)}: '${tok.lexeme}'. Located at position ${tok.index + 1} within expression: ${tok.input}`);",
    because: `the same, the token as it is written: ${PARSE_ERROR}`,
  },
  {
    module: 'expressions/dist/parser.js',
    wrong: 'buildError(errType, token) {',
    right:
      'buildError(errType, token) {\n        if (token.type === TokenType.EOF) return new ExpressionError(ErrorType.ErrorUnexpectedEndOfExpression, this.previous());',
    because: `an expression that ends too early ends with its last token: ${PARSER} (CreateTree)`,
  },
  {
    module: 'expressions/dist/parser.js',
    wrong: '// Function call\n        const args = [];',
    right: '// Function call\n        const parenthesis = this.previous();\n        const args = [];',
    because: `a wrong number of arguments is reported at the parenthesis: ${PARSER} (FlushTopEndParameters)`,
  },
  {
    module: 'expressions/dist/parser.js',
    wrong: 'validateFunction(this.context, identifier, args.length);',
    right: 'validateFunction(this.context, identifier, args.length, parenthesis);',
    because: 'the same',
  },
  {
    module: 'expressions/dist/funcs.js',
    wrong: 'export function validateFunction(context, identifier, argCount) {',
    right: 'export function validateFunction(context, identifier, argCount, parenthesis = identifier) {',
    because: 'the same',
  },
  ...(['TooFew', 'TooMany', 'Even'] as const).map(
    (kind): Correction => ({
      module: 'expressions/dist/funcs.js',
      wrong: `ErrorType.Error${kind}Parameters, identifier`,
      right: `ErrorType.Error${kind}Parameters, parenthesis`,
      because: 'the same',
    }),
  ),
  {
    module: 'expressions/dist/parser.js',
    wrong:
      'if (!this.atEnd()) {\n            throw this.buildError(ErrorType.ErrorUnexpectedSymbol, this.peek());\n        }',
    right:
      'if (!this.atEnd()) {\n            throw this.buildError(ErrorType.ErrorUnexpectedSymbol, this.peek());\n        }\n        if (expressionDepth(result) > MAX_PARSER_DEPTH) throw this.buildError(ErrorType.ErrorExceededMaxDepth, this.previous());',
    imports: { expressionDepth: 'expression-depth.ts' },
    because: `parentheses are no level: ${PARSER} (CheckMaxDepth)`,
  },
  {
    module: 'expressions/dist/parser.js',
    wrong: 'if (this.depth > MAX_PARSER_DEPTH) {',
    right: 'if (this.depth > 1000) {',
    because: 'the same; the bound that is left keeps the stack of this machine',
  },
  {
    module: 'expressions/dist/funcs/format.js',
    wrong: '// Append the portion before the left brace',
    right: `const after = safeCharAt(fs, argIndex.endIndex + 1);
                        if (after === ":") {
                            const kind = ["String", "Array", "Object", "Boolean", "Number", "Object", "Null"][args[1 + argIndex.result].kind];
                            throw new Error(\`The format specifiers '\${fs.slice(argIndex.endIndex + 2, rbrace)}' are not valid for objects of type '\${kind}'\`);
                        }
                        if (after !== "}") throw new Error(\`The following format string is invalid: \${fs}\`);
                        // Append the portion before the left brace`,
    because: 'what follows the number was not read: Sdk/Expressions/Sdk/Functions/Format.cs',
  },
  {
    module: 'expressions/dist/funcs/case.js',
    wrong: 'maxArgs: Number.MAX_SAFE_INTEGER',
    right: 'maxArgs: 255',
    because: 'Sdk/Expressions/ExpressionConstants.cs',
  },
  {
    module: 'expressions/dist/evaluator.js',
    wrong: '// Evaluate arguments\n',
    right: `if (functionCall.functionName.lexeme.toLowerCase() === "case") {
            const last = functionCall.args.length - 1;
            for (let i = 0; i < last; i += 2) {
                const predicate = this.eval(functionCall.args[i]);
                if (predicate.kind !== data.Kind.Boolean) {
                    throw new Error("case predicate must evaluate to a boolean value");
                }
                if (predicate.value) return this.eval(functionCall.args[i + 1]);
            }
            return this.eval(functionCall.args[last]);
        }
        // Evaluate arguments
`,
    because: 'case() evaluates only the branch that it takes: Sdk/Expressions/Sdk/Functions/Case.cs',
  },
  {
    module: 'expressions/dist/data/number.js',
    wrong: 'return (+this.value.toFixed(15)).toString();',
    right: 'return numberText(this.value);',
    imports: { numberText: 'number-text.ts' },
    because: `very large and very small numbers: ${RESULT} (ConvertToString)`,
  },
  {
    module: 'expressions/dist/data/string.js',
    wrong: 'return Number(this.value);',
    right: 'return textNumber(this.value);',
    imports: { textNumber: 'text-number.ts' },
    because: 'binary, hexadecimal and octal texts: Sdk/Expressions/Sdk/ExpressionUtility.cs (ParseNumber)',
  },
  {
    module: 'expressions/dist/data/dictionary.js',
    wrong: 'this.indexMap = {};',
    right: 'this.indexMap = Object.create(null);',
    because: 'a key "constructor" was lost: Sdk/Expressions/Data/DictionaryExpressionData.cs',
  },
  {
    module: 'expressions/dist/result.js',
    wrong: 'const sb = [];',
    right: 'return upperText(s);\n    const sb = [];',
    imports: { upperText: 'upper-text.ts' },
    because: `"ß" is not "SS": ${RESULT} (AbstractEqual)`,
  },
  {
    module: 'expressions/dist/funcs/contains.js',
    wrong: 'ls.toLowerCase().includes(rs.toLowerCase())',
    right: 'upperText(ls).includes(upperText(rs))',
    imports: { upperText: 'upper-text.ts' },
    because: 'the same: Sdk/Expressions/Sdk/Functions/Contains.cs',
  },
  {
    module: 'expressions/dist/funcs/tojson.js',
    wrong: 'JSON.stringify(args[0], replacer, "  ")',
    right: 'jsonText(args[0])',
    imports: { jsonText: 'json-text.ts' },
    because: 'keys that are numbers lost their place: Sdk/Expressions/Sdk/Functions/ToJson.cs',
  },
  {
    module: 'expressions/dist/funcs/fromjson.js',
    wrong: 'const is = input.coerceString();',
    right: 'return readJson(input.coerceString());\n        const is = "";',
    imports: { readJson: 'read-json.ts' },
    because: 'order of keys, the last of equal keys, what .NET reads more: Sdk/Expressions/Sdk/Functions/FromJson.cs',
  },
];

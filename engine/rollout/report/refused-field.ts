/** The fields that an API server names when it refuses objects, each below its object: `Deployment/api.spec.replcas`. A server says
 *  them in sentences only, and each kind of check has its own.
 *  @see https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/typed/validate.go
 *  @see https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/util/validation/field/errors.go */
export const refusedFields = (sentence: string): readonly string[] =>
  sentence.split('The API server refuses ').flatMap((part) => {
    const [, kind, name, said = ''] = /^(\w+) "([^"]+)": (.*)$/s.exec(part) ?? [];
    if (kind === undefined) return [];
    const fields = [UNKNOWN, STRICT, INVALID]
      .flatMap((form) => [...said.matchAll(form)])
      .map(([, field = '']) => field);
    return [...new Set(fields)].map((field) => `${kind}/${name}.${field.replaceAll('"', '')}`);
  });

const UNKNOWN = /(?<=^|[\s:])\.([^\s:]+(?:"[^"]*"[^\s:]*)*): (?:field not declared in schema|expected )/g;
const INVALID =
  /(?<=^|[\s[])((?:spec|metadata|data|rules|subjects|roleRef)[^\s:]*): (?:Required|Invalid|Forbidden|Unsupported|Duplicate|Too) /g;
const STRICT = /unknown field "([^"]+)"/g;

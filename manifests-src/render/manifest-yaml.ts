import { Document, isScalar, Scalar, visit } from 'yaml';
import { isPlainText } from '../../domain/kubernetes-scalar.ts';

/** Text that only a reader of YAML 1.2 takes for something else: readers of Kubernetes are of both kinds.
 *  @see https://yaml.org/spec/1.2.2/#103-core-schema */
const OF_NEWER_YAML = /^(?:<<|=|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?|[-+]?e[-+]?\d+)$/i;

/** Kubernetes reads YAML 1.1, where a bare `y` or `on` is a boolean: such strings are quoted, and those that only 1.2 reads otherwise.
 *  Fields that are `undefined` are left out. */
export function manifestYaml(object: unknown): string {
  const document = new Document(object, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, node) {
      if (
        isScalar(node) &&
        typeof node.value === 'string' &&
        (!isPlainText(node.value) || OF_NEWER_YAML.test(node.value))
      )
        node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 });
}

import { isRecord } from '../../domain/shape/shape.ts';
import { readDocuments } from '../../engine/kubernetes-yaml.ts';

/** Objects with a version and a kind that no API server takes: configuration of tools that lies beside manifests. */
const OF_TOOLS =
  /^(skaffold|kustomize\.config\.k8s\.io|kind\.x-k8s\.io|k3d\.io|ctlptl\.dev|config\.kubernetes\.io|eksctl\.io|kubeadm\.k8s\.io|kubelet\.config\.k8s\.io|kubeproxy\.config\.k8s\.io|apiserver\.config\.k8s\.io|audit\.k8s\.io|backstage\.io|score\.dev|garden\.io)\//;

/** Why a file holds nothing that an API server takes; `undefined` where it does, or where it is meant to. A file that says a kind and no
 *  version is meant to: somebody has forgotten it. */
export function foreignFile(text: string): string | undefined {
  const documents = readDocuments(text);
  if (documents.length === 0) return 'it is empty';
  const values = documents.map((document) => (document.kind === 'value' ? document.value : undefined));
  if (values.some((value) => value === undefined)) return undefined;
  if (values.every((value) => !isRecord(value) || (value['apiVersion'] === undefined && value['kind'] === undefined)))
    return 'it holds no Kubernetes object';
  const tools = values.map((value) => (isRecord(value) ? toolOf(value) : undefined));
  return tools.every((tool) => tool !== undefined) ? `it is configuration of ${tools[0]}` : undefined;
}

function toolOf({ apiVersion, kind }: Readonly<Record<string, unknown>>): string | undefined {
  if (apiVersion === 'v1' && kind === 'Config') return 'kubectl';
  return OF_TOOLS.exec(String(apiVersion))?.[1];
}

/** Whether a text is no YAML because it is a template that somebody has to render first. Braces alone say nothing: configuration of
 *  others has them, too. */
export const isTemplate = (text: string): boolean =>
  /\{\{-?\s*(\.|\$|if|range|with|include|template|define|toYaml|end|\/\*)/.test(text) &&
  readDocuments(text).some(({ kind }) => kind === 'problem');

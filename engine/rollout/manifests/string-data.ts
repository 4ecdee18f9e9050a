import type { KubernetesObject } from '../cluster.ts';

/** A Secret as the API server stores it: `stringData` is another way to write `data`, and wins over it. A server-side apply of `stringData` owns
 *  nothing, so a key that a later release no longer has would stay for ever, and a password with it. What is no text stays where it is: the
 *  API server refuses it by its name.
 *  @see https://github.com/kubernetes/kubernetes/issues/118519 */
export function withData(object: KubernetesObject): KubernetesObject {
  const { stringData, ...secret } = object;
  if (object.apiVersion !== 'v1' || object.kind !== 'Secret' || !isTexts(stringData)) return object;
  const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  const data = secret['data'] ?? {};
  return typeof data === 'object'
    ? { ...secret, ...head(object), data: { ...data, ...Object.fromEntries(encoded) } }
    : object;
}

const head = ({ apiVersion, kind, metadata }: KubernetesObject) => ({ apiVersion, kind, metadata });

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');

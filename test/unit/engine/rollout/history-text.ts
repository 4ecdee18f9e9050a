import { gunzipSync, gzipSync } from 'node:zlib';
import type { KubernetesObject } from '../../../../engine/rollout/cluster.ts';
import type { History } from '../../../../engine/rollout/state/history.ts';
import { writeHistory } from '../../../../engine/rollout/state/history-secret.ts';

type Text = Readonly<Record<string, string>>;
const dataOf = (object: KubernetesObject): Text => (object['data'] ?? {}) as Text;

export const pack = (text: string): string => gzipSync(text).toString('base64');

/** What a person reads who unpacks a history, by the names of its entries. */
export const textsOf = (secret: KubernetesObject | undefined): Text =>
  secret === undefined
    ? {}
    : Object.fromEntries(
        Object.entries(dataOf(secret)).map(([name, packed]) => [
          name,
          gunzipSync(Buffer.from(packed, 'base64')).toString('utf8'),
        ]),
      );

/** The same Secret after somebody has edited the texts of its entries by hand. */
export const edited = (secret: KubernetesObject, edit: (text: string) => string): KubernetesObject => ({
  ...secret,
  data: Object.fromEntries(Object.entries(textsOf(secret)).map(([name, text]) => [name, pack(edit(text))])),
});

/** A history as versions before wrote it, for everybody to read. */
export function asConfigMap(history: History, service: string, namespace: string): KubernetesObject {
  const { apiVersion, metadata, ...secret } = writeHistory(history, service, namespace);
  return { apiVersion, kind: 'ConfigMap', metadata, data: textsOf({ apiVersion, metadata, ...secret }) };
}

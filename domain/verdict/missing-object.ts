/** Whether a text of the kubelet is about a ConfigMap, a Secret or a key that is not there. "failed to sync configmap cache" is its own
 *  delay and heals. */
export const speaksOfMissing = (text: string): boolean =>
  /not found|couldn't find key|non-?exist/i.test(text) && !/failed to sync/i.test(text);

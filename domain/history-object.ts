/** The Secret in which a namespace keeps what was rolled out of a service. It holds whole manifests, and so the service's own Secrets:
 *  who may only view a namespace must not read it. */
export const historyName = (service: string): string => `sluice-history-${service}`;

/** The service of such a name; `undefined` for another name. */
export const serviceOfHistory = (name: string): string | undefined =>
  name.startsWith(historyName('')) ? name.slice(historyName('').length) : undefined;

/** A type of its own: what has another one was made by somebody else. The API server never changes the type of a Secret.
 *  @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
export const HISTORY_TYPE = 'sluice.dev/history';

export const historyLabels = (service: string): Readonly<Record<string, string>> => ({
  'app.kubernetes.io/name': service,
  'app.kubernetes.io/managed-by': 'sluice',
});

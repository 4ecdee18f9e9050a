/** The revision that the controller counts; `undefined` before it has looked, and for kinds that count none. */
export const revisionOf = (
  object: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } } | undefined,
): string | undefined => object?.metadata.annotations?.['deployment.kubernetes.io/revision'];

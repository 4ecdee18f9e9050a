/** What a registry wants to see before it answers. */
export type Challenge =
  | { readonly kind: 'basic' }
  | {
      readonly kind: 'bearer';
      readonly realm: string;
      readonly service: string | undefined;
      readonly scope: string | undefined;
    };

/** Reads a `WWW-Authenticate` header. @returns `undefined` for schemes other than Basic and Bearer
 *  @see https://distribution.github.io/distribution/spec/auth/token/ */
export function parseChallenge(header: string | undefined): Challenge | undefined {
  const [, scheme = '', rest = ''] = /^\s*(\w+)\s*(.*)$/s.exec(header ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic':
      return { kind: 'basic' };
    case 'bearer': {
      const parameters = new Map(
        [...rest.matchAll(/(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)].map(([, name = '', quoted, bare]) => [
          name.toLowerCase(),
          quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '',
        ]),
      );
      const realm = parameters.get('realm');
      return realm === undefined
        ? undefined
        : { kind: 'bearer', realm, service: parameters.get('service'), scope: parameters.get('scope') };
    }
    default:
      return undefined;
  }
}

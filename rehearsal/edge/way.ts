/** A request, as far as an edge decides by it. */
export interface Asked {
  /** Whether it came by TLS. */
  readonly secure: boolean;
  /** Without a port. */
  readonly host: string;
  /** With its query. */
  readonly path: string;
}

/** Where an edge leads a request to. */
export type Way =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
  | {
      readonly kind: 'service';
      readonly service: string;
      /** Ranges that may come in; `*` for everybody. */
      readonly allowed: readonly string[];
      /** What the edge adds to what the service answers. */
      readonly headers: Readonly<Record<string, string>>;
    }
  /** What the objects say and no edge here does. */
  | { readonly kind: 'not-rehearsed'; readonly what: string };

/** The path of a request without its query. */
export const pathnameOf = ({ path }: Asked): string => path.split('?')[0] ?? '';

/** Part by part: `/api` is the beginning of `/api/v1`, and not of `/apis`.
 *  @see https://gateway-api.sigs.k8s.io/reference/spec/#pathmatchtype (and Ingress: pathType Prefix) */
export const begins = (prefix: string, path: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

/** Of what matches a path, that with the longest beginning. */
export const longest = <Item extends { readonly prefix: string }>(items: readonly Item[]): Item | undefined =>
  items.reduce<Item | undefined>(
    (best, item) => (best === undefined || item.prefix.length > best.prefix.length ? item : best),
    undefined,
  );

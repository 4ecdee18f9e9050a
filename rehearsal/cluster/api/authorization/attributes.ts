/** What a request wants, as authorizers are asked.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/#review-your-request-attributes */
export type Attributes = ResourceAttributes | PathAttributes;

export interface ResourceAttributes {
  readonly kind: 'resource';
  readonly verb: string;
  /** `''` is the core group. */
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** `''`: cluster-wide, or all namespaces. */
  readonly namespace: string;
  /** `''`: a whole collection, or what has no name yet. */
  readonly name: string;
}

export interface PathAttributes {
  readonly kind: 'path';
  readonly verb: string;
  readonly path: string;
}

/** Of `/namespaces/<ns>/<x>` those x that belong to the namespace itself. */
const OF_NAMESPACES: ReadonlySet<string> = new Set(['status', 'finalize']);

/** What stands before a path instead of in a parameter, as it did long ago. */
const SPECIAL_VERBS: ReadonlySet<string> = new Set(['proxy', 'watch']);

const VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Reads them from a request alone: whether there is such a resource is not known yet.
 *  @see NewRequestInfo in kubernetes/apiserver pkg/endpoints/request/requestinfo.go */
export function attributesOf(method: string, { pathname, searchParams }: URL): Attributes {
  const [root, ...rest] = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const least = root === 'api' ? 2 : root === 'apis' ? 3 : Number.POSITIVE_INFINITY;
  if (rest.length < least) return { kind: 'path', verb: method.toLowerCase(), path: pathname };
  const group = root === 'apis' ? (rest[0] ?? '') : '';
  const all = rest.slice(root === 'apis' ? 2 : 1);
  const special = SPECIAL_VERBS.has(all[0] ?? '') ? all[0] : undefined;
  const parts = special === undefined ? all : all.slice(1);
  const inNamespace = parts[0] === 'namespaces' && parts.length > 1;
  const inside = inNamespace && parts.length > 2 && !OF_NAMESPACES.has(parts[2] ?? '');
  const [resource = '', named = '', subresource = ''] = inside ? parts.slice(2) : parts;
  const verb = special ?? VERBS[method] ?? '';
  const place = {
    kind: 'resource',
    group,
    resource,
    subresource,
    namespace: inNamespace ? (parts[1] ?? '') : '',
  } as const;
  if (named !== '') return { ...place, verb, name: named };
  if (verb === 'delete') return { ...place, verb: 'deletecollection', name: '' };
  if (verb !== 'get') return { ...place, verb, name: '' };
  const watches = ['true', '1'].includes(searchParams.get('watch') ?? '');
  return { ...place, verb: watches ? 'watch' : 'list', name: selectedName(searchParams.get('fieldSelector') ?? '') };
}

/** Whoever lists or watches the one object of a name asks for that one. */
const selectedName = (selector: string): string =>
  selector
    .split(',')
    .flatMap((term) => /^metadata\.name==?([^=]+)$/.exec(term)?.[1] ?? [])
    .at(0) ?? '';

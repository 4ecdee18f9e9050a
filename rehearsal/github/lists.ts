import { type Answer, type Call, ok } from './call.ts';

/** Query parameters of every list. */
export const PAGING = ['per_page', 'page'] as const;

/** A page of a list and the Link header that leads to the others. Links name the repository by its id, as GitHub's do.
 *  @see https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export function page<Item>(
  { query, api, path, repository }: Call,
  items: readonly Item[],
): { readonly items: readonly Item[]; readonly headers: Readonly<Record<string, string>> } {
  const size = Math.min(100, Math.max(1, Number(query.get('per_page') ?? 30) || 30));
  const number = Math.max(1, Number(query.get('page') ?? 1) || 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const rest = path.split('/').slice(4).join('/');
  const link = (to: number, rel: string): string => {
    const parameters = new URLSearchParams(query);
    parameters.set('page', String(to));
    return `<${api}/repositories/${repository.id}/${rest}?${parameters}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
    ...(number > 1 ? [link(1, 'first')] : []),
  ];
  return {
    items: items.slice((number - 1) * size, number * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}

/** A list of GitHub, as the page of it that is asked for.
 *  @param shape what GitHub shows of an item */
export function listed<Item>(call: Call, all: readonly Item[], shape: (item: Item) => unknown): Answer {
  const { items, headers } = page(call, all);
  return ok(items.map(shape), headers);
}

/** A list that stands in an object with the number of all: those of Actions are such.
 *  @param name of the list in the object */
export function counted<Item>(call: Call, name: string, all: readonly Item[], shape: (item: Item) => unknown): Answer {
  const { items, headers } = page(call, all);
  return ok({ total_count: all.length, [name]: items.map(shape) }, headers);
}

/** The three calls of the metadata proposal that the certificate library's container makes on loading. It registers classes
 *  without constructor arguments only, so an empty store is all it reads back. Does nothing where a full polyfill is loaded.
 *  @see https://github.com/microsoft/tsyringe#installation */
type Store = WeakMap<object, Map<unknown, unknown>>;
const target = Reflect as typeof Reflect & Record<string, unknown>;
if (target['getMetadata'] === undefined) {
  const store: Store = new WeakMap();
  const read = (key: unknown, object: object): unknown => store.get(object)?.get(key);
  target['getMetadata'] = read;
  target['getOwnMetadata'] = read;
  target['defineMetadata'] = (key: unknown, value: unknown, object: object): void => {
    const entries = store.get(object) ?? new Map<unknown, unknown>();
    store.set(object, entries.set(key, value));
  };
}

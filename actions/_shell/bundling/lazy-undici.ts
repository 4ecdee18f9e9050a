/** Stands in for undici in bundles: it is loaded when something is asked of it, for that takes longer than the rest of a small action
 *  together, and without a proxy nothing is. */
const undici = (): { fetch: typeof fetch } & Record<'Agent' | 'ProxyAgent', new (...options: unknown[]) => object> =>
  require('../../../node_modules/undici/index.js');

const lazyFetch: typeof fetch = (...request) => undici().fetch(...request);

export { lazyFetch as fetch };

export class Agent {
  constructor(...options: unknown[]) {
    // biome-ignore lint/correctness/noConstructorReturn: what is made is undici's own.
    return new (undici().Agent)(...options);
  }
}

export class ProxyAgent {
  constructor(...options: unknown[]) {
    // biome-ignore lint/correctness/noConstructorReturn: what is made is undici's own.
    return new (undici().ProxyAgent)(...options);
  }
}

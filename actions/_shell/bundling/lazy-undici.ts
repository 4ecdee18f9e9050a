type Dispatcher = new (...options: unknown[]) => object;

/** Stands in for undici in bundles. Each part is loaded when something is asked of it, for that takes longer than the rest of a small
 *  action together, and without a proxy nothing is. The package as a whole would bring web sockets, caches and mocks along. */
const undici = {
  fetch: (): typeof fetch => require('../../../node_modules/undici/lib/web/fetch/index.js').fetch,
  Agent: (): Dispatcher => require('../../../node_modules/undici/lib/dispatcher/agent.js'),
  ProxyAgent(): Dispatcher {
    // The package's own entry does this with all of its calls; a proxy needs this one.
    require('../../../node_modules/undici/lib/dispatcher/dispatcher.js').prototype.connect = require('../../../node_modules/undici/lib/api/api-connect.js');
    return require('../../../node_modules/undici/lib/dispatcher/proxy-agent.js');
  },
};

const lazyFetch: typeof fetch = (...request) => undici.fetch()(...request);

export { lazyFetch as fetch };

export class Agent {
  constructor(...options: unknown[]) {
    // biome-ignore lint/correctness/noConstructorReturn: what is made is undici's own.
    return new (undici.Agent())(...options);
  }
}

export class ProxyAgent {
  constructor(...options: unknown[]) {
    // biome-ignore lint/correctness/noConstructorReturn: what is made is undici's own.
    return new (undici.ProxyAgent())(...options);
  }
}

import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';

/** Every test file gets a context of its own, in which Jest compiles its own code and ours anew: a twelfth of all the time. What was compiled
 *  once in this process is made from its cached data from then on, which V8 refuses for any other source. Nothing else is shared.
 *  V8 also refuses it once a flag has changed: then it compiles anew, as it would without this.
 *  @see https://nodejs.org/docs/latest-v24.x/api/vm.html#vmcompilefunctioncode-params-options */
const vm = createRequire(import.meta.url)('node:vm');

const { compileFunction, SourceTextModule } = vm;
const functions = new Map();
const modules = new Map();

vm.compileFunction = (code, parameters, options) => {
  const cachedData = functions.get(code);
  const remembered = cachedData && compileFunction(code, parameters, { ...options, cachedData });
  if (remembered?.cachedDataRejected === false) return remembered;
  const compiled = compileFunction(code, parameters, { ...options, produceCachedData: true });
  functions.set(code, compiled.cachedData);
  return compiled;
};

vm.SourceTextModule = new Proxy(SourceTextModule, {
  construct(_, [code, options]) {
    const cachedData = modules.get(code);
    try {
      if (cachedData !== undefined) return new SourceTextModule(code, { ...options, cachedData });
    } catch (error) {
      if (error.code !== 'ERR_VM_MODULE_CACHED_DATA_REJECTED') throw error;
    }
    const compiled = new SourceTextModule(code, options);
    modules.set(code, compiled.createCachedData());
    return compiled;
  },
});

export default TestEnvironment;

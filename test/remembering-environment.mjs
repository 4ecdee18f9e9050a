import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';

/** Every test file gets a context of its own, in which Jest compiles its own code and ours anew: a twelfth of all the time. What was compiled
 *  once in this process is made from its cached data from then on, which V8 refuses for any other source. Nothing else is shared.
 *  @see https://nodejs.org/docs/latest-v24.x/api/vm.html#vmcompilefunctioncode-params-options */
const vm = createRequire(import.meta.url)('node:vm');

const { compileFunction, SourceTextModule } = vm;
const functions = new Map();
const modules = new Map();

vm.compileFunction = (code, parameters, options) => {
  const cachedData = functions.get(code);
  if (cachedData !== undefined) return compileFunction(code, parameters, { ...options, cachedData });
  const compiled = compileFunction(code, parameters, { ...options, produceCachedData: true });
  functions.set(code, compiled.cachedData);
  return compiled;
};

vm.SourceTextModule = class extends SourceTextModule {
  constructor(code, options) {
    const cachedData = modules.get(code);
    super(code, { ...options, cachedData });
    if (cachedData === undefined) modules.set(code, this.createCachedData());
  }
};

export default TestEnvironment;

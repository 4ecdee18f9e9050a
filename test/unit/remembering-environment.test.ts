import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const environment = join(import.meta.dirname, '../remembering-environment.mjs');
const script = `
import { setFlagsFromString } from 'node:v8';
import { createRequire } from 'node:module';
await import(${JSON.stringify(environment)});
const vm = createRequire(import.meta.url)('node:vm');
const compile = () => [new vm.SourceTextModule('export const a = 1').status, vm.compileFunction('return 2', [], {})()];
const rejected = () => vm.compileFunction('return 2', [], {}).cachedDataRejected;
const seen = [compile(), compile(), rejected()];
setFlagsFromString('--expose-gc');
seen.push(compile(), compile(), rejected());
let refusal;
try { new vm.SourceTextModule('export const'); } catch (error) { refusal = error.name; }
console.log(JSON.stringify([...seen, refusal]));`;

it('a flag of V8 that changes makes compiled code be compiled anew, and remembered again', () => {
  const said = execFileSync(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', '--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  );
  const compiled = ['unlinked', 2];
  expect(JSON.parse(said)).toEqual([compiled, compiled, false, compiled, compiled, false, 'SyntaxError']);
});

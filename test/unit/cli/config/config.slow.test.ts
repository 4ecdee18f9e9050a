import { existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CONFIG, type StrangersFolder, strangersFolder } from './config-world.ts';

let folder: StrangersFolder;
afterEach(() => folder.discard());

const WORKFLOW = '.github/workflows/deploy.yml';
const plain = CONFIG.replaceAll(/: python\(/g, ': python(');

describe('the config of the folder one stands in', () => {
  it.each(['ts', 'mts', 'js', 'mjs'])('can be sluice.config.%s, in a folder without package.json', (ending) => {
    folder = strangersFolder({ [`sluice.config.${ending}`]: plain });
    expect(folder.sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(folder.root, WORKFLOW))).toBe(true);
    expect(statSync(join(folder.root, WORKFLOW)).mode & 0o222).toBe(0);
    expect(folder.sluice(['check'])).toMatchObject({ status: 0, stderr: '' });
  });

  it.each(['commonjs', 'module'])('is a module with its own files, where package.json says "%s"', (type) => {
    folder = strangersFolder({
      'package.json': JSON.stringify({ name: 'theirs', type }),
      'sluice.config.ts': CONFIG.replace("path: 'api'", 'path: PATH as string').replace(
        '\n',
        "\nimport { PATH } from './tools/path.ts';\nimport { PORT } from './tools/port.js';\nexport const port: number = PORT;\n",
      ),
      'tools/path.ts': "export const PATH: string = 'api';\n",
      'tools/port.js': 'export const PORT = 8000;\n',
    });
    expect(folder.sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('is found from below, and writes at the root of the repository', () => {
    folder = strangersFolder({ 'sluice.config.ts': CONFIG, 'api/src/main.py': '' });
    expect(folder.sluice(['synth'], 'api/src').status).toBe(0);
    expect(existsSync(join(folder.root, WORKFLOW))).toBe(true);
    expect(existsSync(join(folder.root, 'api/src/.github'))).toBe(false);
  });

  it('is not looked for outside of the repository', () => {
    folder = strangersFolder({ 'sluice.config.ts': CONFIG, 'inner/.git/HEAD': '', 'inner/src/main.py': '' });
    const { status, stderr } = folder.sluice(['synth'], 'inner/src');
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^There is no sluice\.config\.ts in /),
    });
  });

  it('may lie in a folder of its own: paths are meant from the root of the repository', () => {
    folder = strangersFolder({ 'delivery/sluice.config.ts': CONFIG });
    expect(folder.sluice(['synth', '--config', 'delivery/sluice.config.ts'])).toMatchObject({ status: 0, stderr: '' });
    expect(folder.sluice(['check'], 'delivery').status).toBe(0);
    expect(existsSync(join(folder.root, 'k8s/base/shop/deployment.yaml'))).toBe(true);
  });

  it('is that of where npm was called, not of where npm runs its scripts', () => {
    folder = strangersFolder({ 'sluice.config.ts': CONFIG, 'other/package.json': '{}' });
    const npm = { INIT_CWD: join(folder.root, 'api'), npm_package_json: join(folder.root, 'other/package.json') };
    expect(folder.sluice(['synth'], 'other', npm).status).toBe(0);
    folder.write('api/role.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n');
    const role = ['rbac', '--manifests', 'role.yaml', '--namespace', 'n'];
    expect(folder.sluice(role, 'other', npm).stderr).toContain('nothing to roll out');
    expect(folder.sluice(role, 'other')).toMatchObject({ status: 2, stderr: expect.stringContaining('no such file') });
  });

  it('takes an installed Sluice of its own before the one that runs', () => {
    const theirs = 'node_modules/@sluice-delivery/sluice';
    folder = strangersFolder({
      'sluice.config.mjs': "import { name } from '@sluice-delivery/sluice';\nexport default name;\n",
      [`${theirs}/package.json`]: '{"name":"@sluice-delivery/sluice","type":"module","exports":"./index.js"}',
      [`${theirs}/index.js`]: "export const name = 'theirs';\n",
    });
    expect(folder.sluice(['synth']).stderr).toContain('and it is "theirs"');
  });

  it('removes what is generated no longer, and says so; what others wrote stays', () => {
    folder = strangersFolder({ 'sluice.config.ts': CONFIG, '.github/workflows/own.yml': 'on: push\n' });
    folder.sluice(['synth']);
    folder.write('sluice.config.ts', CONFIG.replace("'live'", "'prod'"));
    const stale = folder.sluice(['check']);
    expect(stale).toMatchObject({ status: 1 });
    expect(stale.stderr).toMatch(/k8s\/overlays\/live\/.* is generated no longer/);
    expect(folder.sluice(['synth']).stdout).toContain('removed  k8s/overlays/live/kustomization.yaml');
    expect(readFileSync(join(folder.root, '.github/workflows/own.yml'), 'utf8')).toBe('on: push\n');
    expect(folder.sluice(['check']).status).toBe(0);
  });
});

describe('a config that cannot be used', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['is missing', '', 'There is no sluice.config.ts in ROOT nor in a folder above it'],
    [
      'has no default export',
      "import { branch } from '@sluice-delivery/sluice';\nexport const b = branch('main');\n",
      'sluice.config.ts exports no delivery by default: wanted "export default delivery({ … })", and there is no default export.\n',
    ],
    ['exports a function', 'export default () => ({});\n', 'and it is a function: export what it returns.\n'],
    ['exports a part', 'export default { services: [] };\n', 'and it has no registry, no cluster, no tiers.\n'],
    [
      'breaks a rule',
      CONFIG.replace('port: 8000', 'port: 0'),
      'sluice.config.ts:10: The delivery cannot be used: 1 problem.\n  services[0].port = 0: ',
    ],
    [
      'names a folder that is not there',
      CONFIG.replace("path: 'api'", "path: 'apii'"),
      'sluice.config.ts:10: The delivery cannot be used: 1 problem.\n  services[0].path = "apii": There is no such folder',
    ],
    [
      'is not TypeScript',
      'export default {\n  services: [,,;\n};\n',
      'sluice.config.ts:2: Expression expected. Nothing of it was run.\n',
    ],
    [
      'has an enum',
      '\nenum Tier { Live }\n',
      'sluice.config.ts:2: TypeScript enum is not supported in strip-only mode. ',
    ],
    [
      'imports a word that there is not',
      "import {\n  pyton } from '@sluice-delivery/sluice';\n",
      "does not provide an export named 'pyton'. Nothing of it was run.\n",
    ],
    [
      'imports a file that is not there',
      "\nimport './nowhere.ts';\n",
      'sluice.config.ts:2: there is no file ROOT/nowhere.ts.\n',
    ],
    [
      'imports a package that is not there',
      "\nimport 'lodash';\n",
      'sluice.config.ts:2: there is no package "lodash"; install it.\n',
    ],
    [
      'imports a path of tsconfig.json',
      "import '@/tools/port';\n",
      'sluice.config.ts:1: there is no package "@/tools", and paths of tsconfig.json are not looked at: import the file by where it is.\n',
    ],
    ['imports a folder', "\nimport './api';\n", 'sluice.config.ts:2: ROOT/api is a folder.\n'],
    [
      'throws',
      'const env: any = {};\nexport default env.services.length;\n',
      "sluice.config.ts:2: the config throws TypeError: Cannot read properties of undefined (reading 'length')\n",
    ],
    ['throws no error', "throw 'no';\n", 'sluice.config.ts: the config throws "no", which is no error.\n'],
    ['throws what JSON cannot say', 'throw 10n;\n', 'sluice.config.ts: the config throws 10n, which is no error.\n'],
    [
      'throws what holds itself',
      'const own: any = {};\nown.self = own;\nthrow own;\n',
      'sluice.config.ts: the config throws <ref *1> { self: [Circular *1] }, which is no error.\n',
    ],
    ['exports what JSON cannot say', 'export default 10n;\n', 'and it is 10n.\n'],
    [
      'ends the process',
      'process.exit(0);\n',
      'sluice.config.ts: the config ends the process with process.exit(0), before it exports a delivery. Nothing was done: leave it out.\n',
    ],
    [
      'waits for what never comes',
      'await new Promise(() => {});\nexport default {};\n',
      'sluice.config.ts: the config waits for something that never comes, so it exports no delivery. Nothing was done: look for an await of it.\n',
    ],
    [
      'promises what never comes',
      'export default new Promise(() => {});\n',
      'sluice.config.ts: the config waits for something that never comes, ',
    ],
  ];
  it.each(cases)('that %s is one sentence, with exit 2 and without a stack', (_, source, sentence) => {
    folder = strangersFolder(source === '' ? {} : { 'sluice.config.ts': source });
    const { status, stdout, stderr } = folder.sluice(['synth']);
    expect(stderr).toContain(sentence.replaceAll('ROOT', folder.root));
    expect(stderr).not.toMatch(/^\s+at |node:internal/m);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(existsSync(join(folder.root, '.github'))).toBe(false);
  });

  it.each([['check'], ['diff'], ['rbac', 'live'], ['setup', 'gcp'], ['rehearse']])(
    'is the same sentence by %s',
    (...command) => {
      folder = strangersFolder({});
      expect(folder.sluice(command)).toEqual({
        status: 2,
        stdout: '',
        stderr: `There is no sluice.config.ts in ${folder.root} nor in a folder above it, up to the root of the repository: go to your repository, write one, or name it with --config FILE.\n`,
      });
    },
  );

  it('is told with the folders that its repository does not have', () => {
    folder = strangersFolder({
      'sluice.config.ts': CONFIG.replace('port: 8000', 'port: 0').replace("path: 'api'", "path: 'apii'"),
    });
    const { stderr } = folder.sluice(['check']);
    expect(stderr).toMatch(/^sluice\.config\.ts:10: The delivery cannot be used: \d problems\.\n/);
    expect(stderr).toMatch(/services\[0\]\.port = 0: .*\n.*services\[0\]\.path = "apii": There is no such/);
  });

  it('is told by the line of the file that is wrong, also where the config only imports it', () => {
    folder = strangersFolder({
      'sluice.config.ts': "import './tools/services.ts';\n",
      'tools/services.ts': '\n\nnull!.port;\n',
    });
    expect(folder.sluice(['synth'], 'api').stderr).toMatch(
      /^\.\.\/tools\/services\.ts:3: the config throws TypeError: /,
    );
  });

  it('is told by its line, whatever its folder is called and wherever it really lies', () => {
    const source = 'function f(): never {\n  throw new Error("x");\n}\nexport default f();\n';
    folder = strangersFolder({ 'a (b) ü/sluice.config.ts': source, 'link/readme': '' });
    expect(folder.sluice(['check'], 'a (b) ü').stderr).toBe('sluice.config.ts:2: the config throws Error: x\n');
    symlinkSync('../a (b) ü/sluice.config.ts', join(folder.root, 'link/sluice.config.ts'));
    expect(folder.sluice(['check'], 'link').stderr).toBe('../a (b) ü/sluice.config.ts:2: the config throws Error: x\n');
  });

  it('may be what a compiler makes of one for CommonJS', () => {
    const words = CONFIG.replace(/^import (\{[^}]+\}) from ('[^']+');/, 'const $1 = require($2);');
    const compiled = (name: string) =>
      words.replace('export default', `Object.defineProperty(exports, "__esModule", { value: true });\n${name} =`);
    folder = strangersFolder({ 'sluice.config.js': compiled('exports.default') });
    expect(folder.sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
    folder.write('sluice.config.js', `${compiled('exports.default')}exports.workflows = 'none';\n`);
    expect(folder.sluice(['check']).stderr).toBe(
      'sluice.config.js exports "workflows": wanted a list of them, or a function that makes one.\n',
    );
  });

  it('may be a promise, and is told by what it is rejected with', () => {
    folder = strangersFolder({
      'sluice.config.ts': CONFIG.replace('default delivery(', 'default (async () => delivery(').replace(
        /\}\);\n$/,
        '}))();\n',
      ),
    });
    expect(folder.sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
    folder.write('sluice.config.ts', 'export default Promise.reject(new Error("no"));\n');
    expect(folder.sluice(['check'])).toMatchObject({
      status: 2,
      stderr: 'sluice.config.ts:1: the config throws Error: no\n',
    });
  });

  it('is told when there are two, or when --config names none', () => {
    folder = strangersFolder({ 'sluice.config.ts': CONFIG, 'sluice.config.mjs': CONFIG });
    expect(folder.sluice(['synth'])).toMatchObject({
      status: 2,
      stderr: `${folder.root} has sluice.config.ts and sluice.config.mjs: keep one, or say which is meant with --config FILE.\n`,
    });
    expect(folder.sluice(['synth', '--config', 'sluice.config.mjs']).status).toBe(0);
    expect(folder.sluice(['check', '--config', 'none.ts'])).toMatchObject({
      status: 2,
      stderr: `--config is "none.ts", and there is no such file, seen from ${folder.root}.\n`,
    });
    expect(folder.sluice(['check', '--config', 'api']).stderr).toContain('which is no file');
  });
});

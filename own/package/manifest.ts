import { PACKAGE_NAME, PACKAGE_VERSION } from '../../domain/package-name.ts';

/** What package.json of this repository says for users, too. */
interface Own {
  readonly description: string;
  readonly license: string;
  readonly private: boolean;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The oldest Node that runs it, which `bin/sluice.cjs` says, too. */
export const OLDEST_NODE = '22.19.0';

const door = (name: string): object => ({ types: `./types/${name}.d.ts`, default: `./lib/${name}.js` });

/** The package.json of what is published: no dependencies, for all is compiled in; nothing runs when it is installed. */
export const manifestOf = ({ description, license, private: unpublished, dependencies }: Own): object => ({
  name: PACKAGE_NAME,
  version: PACKAGE_VERSION,
  description,
  license,
  ...(unpublished ? { private: true } : {}),
  type: 'module',
  bin: { sluice: 'bin/sluice.cjs' },
  exports: {
    '.': door('index'),
    './workflow': door('workflow'),
    './files': door('files'),
    './projen': door('projen'),
    './package.json': './package.json',
  },
  files: ['bin', 'lib', 'types', 'actions', 'licenses.txt', 'licenses-of-github-parser.txt', 'CHANGELOG.md'],
  engines: { node: `>=${OLDEST_NODE}` },
  peerDependencies: { constructs: `^${dependencies['constructs']}`, projen: `>=${dependencies['projen']}` },
  peerDependenciesMeta: { constructs: { optional: true }, projen: { optional: true } },
});

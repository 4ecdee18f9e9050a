import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GoField, structsOf } from './go-structs.ts';
import { messagesOf, type ProtoField } from './proto-file.ts';

/** The Go modules that the table is written from. They hold the same types as the Kubernetes the rehearsal names itself after. */
export const MODULES = { version: 'v0.36.6', names: ['k8s.io/api', 'k8s.io/apimachinery'] } as const;

/** One Go package with a `generated.proto`. */
export interface ProtoPackage {
  /** `core.v1`: how the table names it. */
  readonly short: string;
  /** `v1` or `apps/v1`; `undefined` for a package of parts only. */
  readonly groupVersion: string | undefined;
  readonly messages: ReadonlyMap<string, readonly ProtoField[]>;
  readonly structs: ReadonlyMap<string, ReadonlyMap<number, GoField>>;
}

/** Packages of `k8s.io/api` whose kinds clients send; the parts of apimachinery come with them. */
const GROUPS = [
  'apps/v1',
  'authentication/v1',
  'authorization/v1',
  'autoscaling/v1',
  'autoscaling/v2',
  'batch/v1',
  'coordination/v1',
  'core/v1',
  'discovery/v1',
  'events/v1',
  'networking/v1',
  'node/v1',
  'policy/v1',
  'rbac/v1',
  'scheduling/v1',
  'storage/v1',
] as const;
const PARTS = ['pkg/api/resource', 'pkg/apis/meta/v1', 'pkg/runtime', 'pkg/util/intstr'] as const;

/** Reads the packages out of the modules, which the Go command fetches when they are not there. */
export const readPackages = (): readonly ProtoPackage[] => {
  const [api, machinery] = MODULES.names.map(moduleFolder);
  return [
    ...GROUPS.map((path) => readPackage(join(api ?? '', path), path.replace('/', '.'))),
    ...PARTS.map((path) =>
      readPackage(
        join(machinery ?? '', path),
        path
          .split('/')
          .slice(path.includes('meta') ? -2 : -1)
          .join('.'),
      ),
    ),
  ];
};

/** Where a module is, fetched when it is not there. */
export const moduleFolder = (name: string): string => {
  const said = execFileSync('go', ['mod', 'download', '-json', `${name}@${MODULES.version}`], { encoding: 'utf8' });
  return (JSON.parse(said) as { readonly Dir: string }).Dir;
};

const readPackage = (folder: string, short: string): ProtoPackage => {
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.go') && !/_test\.go$|generated/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const group = sources
    .map((source) => /const GroupName = "(.*)"/.exec(source)?.[1])
    .find((name) => name !== undefined);
  const version = short.split('.').at(-1);
  return {
    short,
    groupVersion: group === undefined ? undefined : group === '' ? version : `${group}/${version}`,
    messages: messagesOf(readFileSync(join(folder, 'generated.proto'), 'utf8')),
    structs: structsOf(sources),
  };
};

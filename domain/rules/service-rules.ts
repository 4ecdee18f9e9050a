import { parseBaseReference } from '../base-reference.ts';
import type { Problem } from '../problem.ts';
import { isImageName } from '../registry.ts';
import { runtimeOf } from '../runtime/runtimes.ts';
import type { Service } from '../service.ts';
import { notYetCollected } from '../unenforced.ts';
import { broken, type Claim } from './claim.ts';
import {
  hasHalfCharacter,
  isEnvironmentName,
  isInnerPath,
  isServiceName,
  isSubdomain,
  PATH_WANTED,
  SERVICE_NAME_WANTED,
} from './names.ts';

/** Variables that every service gets from Sluice. */
const GIVEN = ['PORT', 'IMAGE_DIGEST', 'ENVIRONMENT'];
const URL_PATH = /^\/[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*$/;
const SECRET_KEY = /^(?!\.{1,2}$)[-._A-Za-z0-9]{1,253}$/;
/** Kubernetes ends a pod no later; GKE waits for less. */
const LONGEST_DRAIN = 3600;

/** What is wrong with a service by itself; what it refers to, other rules look at. */
export const serviceProblems = (service: Service, at: string): Problem[] => [
  ...broken(at, [...nameClaims(service), ...runClaims(service), ...suiteClaims(service.test)]),
  ...variableProblems(service, at),
  ...notYetCollected(service, at),
];

const nameClaims = ({ name, image, path, dockerfile, context }: Service): readonly Claim[] => [
  { field: 'name', value: name, holds: isServiceName(name), message: SERVICE_NAME_WANTED },
  {
    field: 'name',
    value: name,
    holds: !/^github(-|$)/.test(name),
    message:
      'GitHub keeps variables that begin with GITHUB_, and the one of the URL would: begin it with another word.',
  },
  {
    field: 'image',
    value: image,
    holds: isImageName(image),
    message: 'A registry wants lower-case letters, digits and single ".", "_" or "-" between them, at most 100.',
  },
  { field: 'path', value: path, holds: isFolder(path), message: PATH_WANTED },
  {
    field: 'dockerfile',
    value: dockerfile,
    holds: dockerfile === undefined || isInnerPath(dockerfile),
    message: PATH_WANTED,
  },
  { field: 'context', value: context, holds: context === undefined || isFolder(context), message: PATH_WANTED },
];

/** That of the delivery itself is one, too. */
const isFolder = (path: string): boolean => path === '.' || isInnerPath(path);

const runClaims = ({ port, base, health, drain }: Service): readonly Claim[] => [
  {
    field: 'port',
    value: port,
    holds: Number.isInteger(port) && port >= 1 && port <= 65535,
    message: 'A port is a whole number from 1 to 65535.',
  },
  {
    field: 'base',
    value: base,
    holds: base === undefined || isBase(base),
    message: 'Wanted a base image with its tag or digest: "docker.io/library/python:3.12-slim".',
  },
  ...(['live', 'ready'] as const).map((name) => ({
    field: `health.${name}`,
    value: health[name],
    holds: URL_PATH.test(health[name]),
    message: 'Wanted a path of the service that begins with "/", such as /health/ready.',
  })),
  {
    field: 'drain',
    value: drain,
    holds: Number.isInteger(drain) && drain >= 0 && drain <= LONGEST_DRAIN,
    message: `Wanted whole seconds from 0 to ${LONGEST_DRAIN}.`,
  },
];

function isBase(text: string): boolean {
  try {
    parseBaseReference(text);
    return true;
  } catch {
    return false;
  }
}

const suiteClaims = (test: Service['test']): readonly Claim[] =>
  runtimeOf(test)
    .claims(test)
    .map((claim) => ({ ...claim, field: `test.${claim.field}` }));

function variableProblems({ environment, secrets }: Service, at: string): Problem[] {
  const given = [
    ...Object.entries(environment).map(([name, value]) => ({ field: `environment.${name}`, name, value })),
    ...secrets.map(({ variable }, index) => ({ field: `secrets[${index}].variable`, name: variable, value: '' })),
  ];
  return broken(at, [
    ...given.flatMap(({ field, name, value }, index): Claim[] => [
      {
        field,
        value: name,
        holds: isEnvironmentName(name),
        message: 'A name of an environment variable has letters, digits and "_", and no digit first.',
      },
      {
        field,
        value: name,
        holds: !GIVEN.includes(name),
        message: 'Sluice gives this one to every service: use another name.',
      },
      {
        field,
        value: name,
        holds: given.findIndex((other) => other.name === name) === index,
        message: 'It is set twice: leave one out.',
      },
      {
        field,
        value: value.slice(0, 40),
        holds: !value.includes('\u0000') && !hasHalfCharacter(value),
        message: 'No process takes such a text: it holds a NUL, or half of a character.',
      },
    ]),
    ...secrets.flatMap(({ secret, key }, index): Claim[] => [
      {
        field: `secrets[${index}].secret`,
        value: secret,
        holds: isSubdomain(secret),
        message: 'Wanted the name of a Secret: lower-case letters, digits, "-" and ".", at most 253.',
      },
      {
        field: `secrets[${index}].key`,
        value: key,
        holds: SECRET_KEY.test(key),
        message: 'Wanted a key of that Secret: letters, digits, "-", "_" and ".", at most 253.',
      },
    ]),
  ]);
}

import { parseBaseReference } from '../base-reference.ts';
import { assertNever } from '../brand.ts';
import { drainProblem, PRE_STOP } from '../drain.ts';
import { isCommand } from '../ending-service.ts';
import { metricsPort } from '../metrics.ts';
import type { Problem } from '../problem.ts';
import { isImageName } from '../registry.ts';
import { runtimeOf } from '../runtime/runtimes.ts';
import type { Service, StandingService, WebService } from '../service.ts';
import { strategyProblems } from '../strategy.ts';
import { notYetCollected } from '../unenforced.ts';
import type { Worker } from '../worker.ts';
import { broken, type Claim } from './claim.ts';
import { cronClaims, endingClaims } from './ending-rules.ts';
import { isInnerPath, isServiceName, PATH_WANTED, SERVICE_NAME_WANTED } from './names.ts';
import { variableProblems } from './variable-rules.ts';

const URL_PATH = /^\/[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*$/;

/** What is wrong with a service by itself; what it refers to, other rules look at. */
export const serviceProblems = (service: Service, at: string): Problem[] => [
  ...broken(at, [...nameClaims(service), ...runClaims(service), ...suiteClaims(service.test)]),
  ...variableProblems(service, at),
  ...notYetCollected(service, at),
  ...(service.kind === 'worker' ? strategyProblems(service.rollout, `${at}.rollout`) : []),
];

const nameClaims = ({ name, image, path, dockerfile, context, base, testInputs = [] }: Service): readonly Claim[] => [
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
  ...testInputs.map((input, index) => ({
    field: `testInputs[${index}]`,
    value: input,
    holds: isFolder(input),
    message: PATH_WANTED,
  })),
  {
    field: 'base',
    value: base,
    holds: base === undefined || isBase(base),
    message: 'Wanted a base image with its tag or digest: "docker.io/library/python:3.12-slim".',
  },
];

/** That of the delivery itself is one, too. */
const isFolder = (path: string): boolean => path === '.' || isInnerPath(path);

const runClaims = (service: Service): readonly Claim[] => {
  switch (service.kind) {
    case 'web':
      return webClaims(service);
    case 'worker':
      return workerClaims(service);
    case 'cron':
      return cronClaims(service);
    case 'job':
      return endingClaims(service);
    default:
      return assertNever(service);
  }
};

const webClaims = ({ port, health, drain, metrics }: WebService): readonly Claim[] => [
  {
    field: 'port',
    value: port,
    holds: isPort(port),
    message: PORT_WANTED,
  },
  ...(['live', 'ready'] as const).map((name) => ({
    field: `health.${name}`,
    value: health[name],
    holds: URL_PATH.test(health[name]),
    message: 'Wanted a path of the service that begins with "/", such as /health/ready.',
  })),
  drainClaim(drain, PRE_STOP),
  ...metricsClaims(metrics, port),
];

const workerClaims = ({ health, drain, metrics }: Worker): readonly Claim[] => [
  {
    field: 'health.command',
    value: health,
    holds: health === 'none' || isCommand(health.command),
    message: "Wanted the words of a command, without a shell: ['python', '-m', 'agent.alive']; or health: 'none'.",
  },
  drainClaim(drain, 0),
  ...metricsClaims(metrics, undefined),
];

const drainClaim = (drain: number, preStop: number): Claim => {
  const problem = drainProblem(drain, preStop);
  return { field: 'drain', value: drain, holds: problem === undefined, message: problem ?? '' };
};

/** A port of their own: whoever reaches the main one reads them there. */
function metricsClaims(metrics: StandingService['metrics'], main: number | undefined): readonly Claim[] {
  const port = metricsPort(metrics);
  return port === undefined
    ? []
    : [
        { field: 'metrics.port', value: port, holds: isPort(port), message: PORT_WANTED },
        {
          field: 'metrics.port',
          value: port,
          holds: port !== main,
          message:
            'It is the main port, which everybody reaches who reaches the service: wanted one of its own, such as 9090.',
        },
      ];
}

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65535;
const PORT_WANTED = 'A port is a whole number from 1 to 65535.';

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

import { run } from '../machine/command.ts';

/** Calls kubectl on one named cluster, never on the caller's. */
export interface Kubectl {
  /** Standard output of `kubectl …`. @throws {CommandFailed} when it does not end with 0. */
  (...args: readonly string[]): Promise<string>;
  /** `kubectl apply -f -` of these objects. */
  apply(objects: readonly object[], ...args: readonly string[]): Promise<string>;
  /** `kubectl create -f -` of these objects, which leaves no note of what was applied. */
  create(objects: readonly object[], ...args: readonly string[]): Promise<string>;
  /** `kubectl get … -o json`, parsed. */
  json(...args: readonly string[]): Promise<unknown>;
  readonly program: string;
  readonly kubeconfig: string;
}

/** kubectl with this kubeconfig. The environment's KUBECONFIG, contexts and plugins do not reach it. */
export function kubectlOf(program: string, kubeconfig: string): Kubectl {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };
  const call = (args: readonly string[], input?: string): Promise<string> =>
    run(program, ['--kubeconfig', kubeconfig, ...args], input === undefined ? { env } : { env, input });
  return Object.assign((...args: readonly string[]) => call(args), {
    apply: (objects: readonly object[], ...args: readonly string[]) =>
      call(['apply', '-f', '-', ...args], listOf(objects)),
    create: (objects: readonly object[], ...args: readonly string[]) =>
      call(['create', '-f', '-', ...args], listOf(objects)),
    json: async (...args: readonly string[]) => JSON.parse(await call(['get', ...args, '-o', 'json'])) as unknown,
    program,
    kubeconfig,
  });
}

const listOf = (objects: readonly object[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });

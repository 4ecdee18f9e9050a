import { getExecOutput } from '@actions/exec';

/** kubectl builds once and ends: collecting garbage on the way doubles its time. It still does so where a tree is very large.
 *  @see https://go.dev/doc/gc-guide#Memory_limit */
const ONE_BUILD = { GOGC: 'off', GOMEMLIMIT: '512MiB' } as const;

/** Renders a kustomize directory with the `kubectl` of the machine, which GitHub's runners have.
 *  @param shown what people know the directory as
 *  @throws a sentence with what kubectl says */
export async function kubectlKustomize(directory: string, shown = directory): Promise<string> {
  const { exitCode, stdout, stderr } = await getExecOutput('kubectl', ['kustomize', directory], {
    silent: true,
    ignoreReturnCode: true,
    env: { ...environment(), ...ONE_BUILD },
  }).catch((cause: unknown) => {
    throw new Error(
      'kubectl cannot be run, and it is what renders manifests. Install it before this step, or give what is rendered already.',
      { cause },
    );
  });
  if (exitCode !== 0)
    throw new Error(
      `kubectl kustomize refuses "${shown}": ${stderr.replaceAll(directory, shown).trim().slice(0, 2000)}`,
    );
  return stdout;
}

const environment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined));

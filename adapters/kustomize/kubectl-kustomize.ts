import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Renders a kustomize directory with the `kubectl` of the machine, which GitHub's runners have.
 *  @throws a sentence with what kubectl says. */
export async function renderKustomize(directory: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('kubectl', ['kustomize', directory], { maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (cause) {
    const { code, stderr, message } = cause as NodeJS.ErrnoException & { readonly stderr?: string };
    const why = code === 'ENOENT' ? 'kubectl is not installed' : (stderr ?? message).trim();
    throw new Error(
      `"kubectl kustomize ${directory}" failed: ${why}. Render it yourself and give "manifests", or give a release.`,
      { cause },
    );
  }
}

import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { NamedImage, Renderer } from '../../engine/release/renderer.ts';
import { kubectlKustomize } from './kubectl-kustomize.ts';

/** Renders with `kubectl kustomize`. Overlays stay untouched: a scratch directory takes them as its resource and replaces the image.
 *  @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/ */
export class KustomizeRenderer implements Renderer {
  readonly #workspace: string;
  readonly #temporary: string;

  /** Overlays are found from `workspace`; `temporary` is where scratch directories go. */
  constructor({ workspace, temporary }: { readonly workspace: string; readonly temporary: string }) {
    this.#workspace = workspace;
    this.#temporary = temporary;
  }

  async render(directory: string, { name, reference }: NamedImage): Promise<string> {
    const overlay = await this.#find(directory);
    const scratch = await realpath(await mkdtemp(join(this.#temporary, 'sluice-kustomize-')));
    try {
      const kustomization = {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: [relative(scratch, overlay).split(sep).join('/')],
        images: [{ name, newName: reference.repository, digest: reference.digest }],
      };
      await writeFile(join(scratch, 'kustomization.yaml'), JSON.stringify(kustomization));
      return await kubectlKustomize(scratch, directory);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  async #find(directory: string): Promise<string> {
    const workspace = await realpath(this.#workspace);
    const overlay = await realpath(resolve(workspace, directory)).catch((cause: unknown) => {
      throw new Error(`The kustomize directory "${directory}" does not exist. Generate it, or correct "overlays".`, {
        cause,
      });
    });
    if (overlay !== workspace && !overlay.startsWith(workspace + sep)) {
      throw new Error(
        `The kustomize directory "${directory}" lies outside the checkout. Only files of the commit are rendered.`,
      );
    }
    return overlay;
  }
}

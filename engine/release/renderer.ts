import type { DigestReference } from '../../domain/image.ts';

/** The name that manifests use for an image, and the bytes it stands for. */
export interface NamedImage {
  readonly name: string;
  readonly reference: DigestReference;
}

/** Renders kustomize directories. */
export interface Renderer {
  /** @returns YAML documents, with the image in place
   *  @throws with what kustomize said when it refuses */
  render(directory: string, image: NamedImage): Promise<string>;
}

/** What a kubelet gets when it pulls: the configuration and the layers, each verified against its digest. */
export interface PulledImage {
  /** `repository@sha256:…` as status.containerStatuses[].imageID shows it. */
  readonly imageId: string;
  /** OCI image configuration: Env, Entrypoint, Cmd, WorkingDir, ExposedPorts, User, Labels. */
  readonly config: {
    readonly Env?: readonly string[];
    readonly Entrypoint?: readonly string[];
    readonly Cmd?: readonly string[];
    readonly WorkingDir?: string;
    readonly Labels?: Readonly<Record<string, string>>;
  };
  /** tar+gzip archives, lowest first. */
  readonly layers: readonly Uint8Array[];
}

/** The registry as a kubelet sees it. */
export interface ImageSource {
  /** @throws {PullError} with the text a real kubelet reports. */
  pull(reference: string): Promise<PulledImage>;
}

export class PullError extends Error {
  override readonly name = 'PullError';
}

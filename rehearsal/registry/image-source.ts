import { type Digest, digestOf, isDigest } from '../../domain/digest.ts';
import { type ImageSource, PullError, type PulledImage } from '../cluster/image-source.ts';
import type { RegistryStorage } from './storage.ts';

interface ManifestDocument {
  readonly config?: { readonly digest: Digest };
  readonly layers?: readonly { readonly digest: Digest }[];
  readonly manifests?: readonly {
    readonly digest: Digest;
    readonly platform?: { readonly os?: string; readonly architecture?: string };
  }[];
}

/** A kubelet's view of the registries, by host name; it may read everything, as a node's own identity may. Each blob is
 *  verified, and a failure reads as containerd words it, because people and programs know these texts.
 *  @see https://github.com/containerd/containerd/blob/v2.1.0/core/content/helpers.go */
export function imageSource(
  registries: ReadonlyMap<string, RegistryStorage>,
  platform = { os: 'linux', architecture: 'amd64' },
): ImageSource {
  return {
    async pull(reference) {
      const { host, repository, version } = split(reference);
      const full = `${host}/${repository}${isDigest(version) ? '@' : ':'}${version}`;
      const fail = (code: string, text: string): PullError =>
        new PullError(`rpc error: code = ${code} desc = failed to pull and unpack image "${full}": ${text}`);
      const verified = (kind: string, digest: Digest, bytes: Uint8Array | undefined): Uint8Array => {
        if (bytes === undefined) throw fail('NotFound', `failed to copy: ${kind}-${digest}: not found`);
        const actual = digestOf(bytes);
        if (actual === digest) return bytes;
        throw fail(
          'FailedPrecondition',
          `failed commit on ref "${kind}-${digest}": unexpected commit digest ${actual}, expected ${digest}: failed precondition`,
        );
      };
      const storage = registries.get(host);
      if (storage === undefined) {
        throw fail(
          'Unknown',
          `failed to resolve reference "${full}": failed to do request: Head "https://${host}/v2/${repository}/manifests/${version}": dial tcp: lookup ${host}: no such host`,
        );
      }
      const read = (kind: 'manifest' | 'index', wanted: string): ManifestDocument & { readonly digest: Digest } => {
        const found = storage.manifest(repository, wanted);
        if (found === undefined) {
          throw fail('NotFound', `failed to resolve reference "${full}": ${full}: not found`);
        }
        const bytes = verified(kind, found.digest, found.bytes);
        const document = JSON.parse(Buffer.from(bytes).toString('utf8')) as ManifestDocument;
        return { ...document, digest: found.digest };
      };
      const top = read('manifest', version);
      const child = top.manifests?.find(
        (one) => one.platform?.os === platform.os && one.platform.architecture === platform.architecture,
      );
      if (top.manifests !== undefined && child === undefined) {
        throw fail('NotFound', `no match for platform in manifest ${top.digest}: not found`);
      }
      const manifest = child === undefined ? top : read('manifest', child.digest);
      const { config, layers } = manifest;
      if (config === undefined || layers === undefined) {
        throw fail('Unknown', `manifest ${manifest.digest} is no image: it has no config or no layers`);
      }
      const document = verified('config', config.digest, storage.blob(repository, config.digest));
      const { config: container } = JSON.parse(Buffer.from(document).toString('utf8')) as {
        readonly config?: PulledImage['config'];
      };
      return {
        imageId: `${host}/${repository}@${top.digest}`,
        config: container ?? {},
        layers: layers.map(({ digest }) => verified('layer', digest, storage.blob(repository, digest))),
      };
    },
  };
}

/** Host, repository and tag or digest; what is left out is filled in as Docker does (`docker.io`, `library/`, `latest`).
 *  A tag beside a digest is dropped, as containerd drops it. */
export function split(reference: string): {
  readonly host: string;
  readonly repository: string;
  readonly version: string;
} {
  const at = reference.indexOf('@');
  const name = at < 0 ? reference : reference.slice(0, at);
  const [, path = name, tag] = /^(.*?)(?::([\w][\w.-]{0,127}))?$/.exec(name) ?? [];
  const slash = path.indexOf('/');
  const first = path.slice(0, Math.max(0, slash));
  const named = /[.:]/.test(first) || first === 'localhost';
  const host = named ? first : 'docker.io';
  const rest = named ? path.slice(slash + 1) : path;
  return {
    host,
    repository: host === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest,
    version: at < 0 ? (tag ?? 'latest') : reference.slice(at + 1),
  };
}

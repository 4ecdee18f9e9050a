import { join, relative } from 'node:path';
import type { Image } from '../registry/image.ts';
import type { StandIn, StepContext } from '../runner/stand-in.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { dockerConfigFile, registryAuthorization } from './docker-config.ts';
import { readInputs } from './inputs.ts';
import type { StandInWorld } from './world.ts';

/** Where an image goes. */
interface Destination {
  readonly host: string;
  readonly repository: string;
  readonly tags: readonly string[];
}

/** `docker/build-push-action`: builds from a folder of the workspace and pushes by digest or tag, with the rights of whoever logged
 *  in. Only what is listed here is rehearsed; a context on GitHub, several platforms, caches and SBOMs are refused. */
export const buildPush =
  ({ builder, registries }: Pick<StandInWorld, 'builder' | 'registries'>): StandIn =>
  async (call) => {
    const inputs = readInputs(call, [
      'context',
      'file',
      'build-args',
      'build-contexts',
      'labels',
      'platforms',
      'outputs',
      'push',
      'tags',
      'provenance',
      'sbom',
    ]);
    const { workspace, own, log } = call.context;
    const context = inputs.text('context');
    if (context === '' || /^[a-z]+:\/\/|\{\{/.test(context)) {
      throw new NotRehearsed(`the context "${context}", which is no folder of the workspace,`);
    }
    const platforms = inputs.list('platforms');
    if (platforms.length > 1) throw new NotRehearsed(`a build for several platforms (${platforms.join(', ')})`);
    if (inputs.text('sbom') !== '' && inputs.text('sbom') !== 'false') throw new NotRehearsed('an SBOM');
    const output = parseOutput(inputs.text('outputs'));
    const file = inputs.text('file') || join(context, 'Dockerfile');
    const { images, notes } = await builder.build({
      context: await own(join(workspace, context)),
      dockerfile: await own(join(workspace, file)),
      name: relative(workspace, join(workspace, file)),
      buildArguments: assignments(inputs.text('build-args')),
      pinned: pinnedImages(inputs.text('build-contexts')),
      labels: assignments(inputs.text('labels')),
      platform: platforms[0] ?? 'linux/amd64',
      provenance: inputs.text('provenance') !== 'false',
    });
    for (const note of notes) log(`::notice title=Not rehearsed::${note}`);
    const built = images.at(-1);
    if (built === undefined) throw new Error(`The builder made no image of ${file}.`);
    if (output.get('push') === 'true' || inputs.flag('push', false)) {
      const destinations = places(output, inputs.list('tags'));
      if (destinations.length === 0) {
        throw new Error('The image is to be pushed, but neither "tags" nor a name in "outputs" says where.');
      }
      for (const destination of destinations) {
        await push(call.context, registries, destination, images);
        log(`Pushed ${destination.host}/${destination.repository}@${built.digest}.`);
      }
    }
    const metadata = JSON.stringify({ 'containerimage.digest': built.digest, 'image.name': output.get('name') ?? '' });
    return { outputs: { digest: built.digest, imageid: built.digest, metadata } };
  };

const assignments = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => {
        const at = line.indexOf('=');
        if (at < 1) throw new Error(`"${line}" is no NAME=value.`);
        return [line.slice(0, at), line.slice(at + 1)];
      }),
  );

/** `name=docker-image://host/path@sha256:…`: what the Dockerfile calls by the name is this image. */
const pinnedImages = (text: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(assignments(text)).map(([name, value]) => {
      const image = /^docker-image:\/\/(.+)$/.exec(value)?.[1];
      if (image === undefined) throw new NotRehearsed(`the build context "${name}=${value}", which is no image,`);
      return [name, image];
    }),
  );

/** `type=image,name=…,push=true`. @throws for another type or an option that would change what is pushed.
 *  @see https://docs.docker.com/build/exporters/image-registry/ */
function parseOutput(text: string): ReadonlyMap<string, string> {
  const output = new Map(Object.entries(assignments(text.replaceAll(',', '\n'))));
  for (const [option, value] of output) {
    const known = ['type', 'name', 'push', 'push-by-digest', 'name-canonical', 'oci-mediatypes'].includes(option);
    if (!known || (option === 'type' && value !== 'image' && value !== 'registry')) {
      throw new NotRehearsed(`the output option "${option}=${value}"`);
    }
  }
  return output.get('type') === 'registry' ? output.set('push', 'true') : output;
}

function places(output: ReadonlyMap<string, string>, tags: readonly string[]): readonly Destination[] {
  const name = output.get('name');
  const byDigest = output.get('push-by-digest') === 'true';
  if (byDigest && tags.length > 0)
    throw new Error('An image is pushed by digest or by tag: give "push-by-digest" or "tags", not both.');
  return [...(name === undefined ? [] : [name]), ...tags].map((reference) => {
    const slash = reference.indexOf('/');
    const [repository = '', tag] = reference.slice(slash + 1).split(':');
    return { host: reference.slice(0, slash), repository, tags: byDigest ? [] : [tag ?? 'latest'] };
  });
}

async function push(
  context: StepContext,
  registries: StandInWorld['registries'],
  { host, repository, tags }: Destination,
  images: readonly Image[],
): Promise<void> {
  const registry = registries.get(host);
  if (registry === undefined)
    throw new NotRehearsed(`a push to ${host}/${repository}, for which there is no registry here,`);
  const authorization = await registryAuthorization(await dockerConfigFile(context), host);
  const verdict = registry.accounts.check(authorization, 'push', repository);
  if (verdict !== 'yes') {
    const status = verdict === 'no' ? '403 Forbidden' : '401 Unauthorized';
    throw new Error(
      `failed to push ${host}/${repository}: unexpected status from POST request to https://${host}/v2/${repository}/blobs/uploads/: ${status}`,
    );
  }
  for (const { blobs, mediaType, manifest } of images) {
    for (const blob of blobs) await registry.storage.putBlob(repository, blob);
    await registry.storage.putManifest(repository, mediaType, manifest);
  }
  const last = images.at(-1);
  if (last !== undefined) for (const tag of tags) await registry.storage.tag(repository, tag, last.digest);
}

import { actionContract } from '../../domain/action-contract.ts';

export const imageTag = actionContract({
  name: 'image-tag',
  title: 'Sluice image tag',
  description:
    'Names the image of a commit, tells whether the registry has it already and who built it, and writes its tags once. A build context that holds what no commit has is refused.',
  inputs: {
    service: { description: 'Name of the service.', required: true },
    repository: {
      description: 'Repository of the image, host and path without tag: `europe-docker.pkg.dev/project/services/api`.',
      required: true,
    },
    path: { description: 'Folder with the code of the service, from the root of the repository.', required: true },
    dockerfile: {
      description: 'Dockerfile, from the root of the repository. Default: `Dockerfile` in `path`.',
      default: '',
    },
    base: {
      description:
        'Base image, `host/path:tag`, resolved to a digest; empty where the Dockerfile takes no `BASE_IMAGE`. The call that tags takes the output `base` of the call that looked, so that both speak of the same bytes.',
      default: '',
    },
    'build-args': {
      description: 'Further build arguments, one `NAME=value` a line; `BASE_IMAGE` is added by the action.',
      default: '',
    },
    'build-contexts': {
      description:
        'The output `build-contexts` of the call that looked, for the call that tags, so that both speak of the same bytes. Left out, the images that the Dockerfile names are looked up.',
      default: '',
    },
    platforms: { description: 'Platforms, separated by commas.', default: 'linux/amd64' },
    digest: {
      description: 'Digest of an image just built from these inputs, to be tagged. Empty: only look.',
      default: '',
    },
    provenance: {
      description:
        'Where builders of protected branches say what they have built, `host/path`; nobody else may write there. An image is used again only if one of them has built it from the same source and bases, by the same instructions. Empty: whatever has the tag of the content is used again.',
      default: '',
    },
    workflows: {
      description:
        'Workflow files whose builds count, one a line: `.github/workflows/deploy.yml@refs/heads/main`. Wanted with `provenance`.',
      default: '',
    },
    instructions: {
      description:
        'Files and folders that say how it is built, one a line; at the commit of a build that is used again they are as in this one. Wanted with `provenance`.',
      default: '',
    },
    job: { description: 'Id of this job, `job.check_run_id`. Wanted with `provenance`.', default: '' },
    token: {
      description: 'Token that reads the runs, jobs and commits of builds.',
      default: '${{ github.token }}',
      secret: true,
    },
  },
  outputs: {
    tag: { description: '`sha-<40 hex>` of the commit.' },
    'content-tag': { description: '`content-<64 hex>` of the image identity.' },
    exists: { description: '`true` when the registry has an image of this identity that may be used again.' },
    digest: { description: 'Digest of that image; empty when there is none.' },
    ref: { description: '`repository@digest`; empty when there is none.' },
    'build-args': { description: 'All build arguments, one a line, with the base resolved to a digest.' },
    'build-contexts': {
      description:
        'Every other image that the Dockerfile takes something from, pinned: one `name=docker-image://host/path@sha256:…` a line, as docker/build-push-action takes them.',
    },
    base: { description: 'The base image with its digest; empty when there is none.' },
    commit: { description: 'The commit that the tag names: the head of a pull request, not its merge.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'reads the tree of the commit' },
    {
      ...{ scope: 'actions', level: 'read', why: 'reads which jobs built an image' },
      unless: { input: 'provenance', is: '' },
    },
  ],
});

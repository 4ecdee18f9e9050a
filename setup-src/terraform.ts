import { type GeneratedFile, generatedFrom } from '../domain/generated-file.ts';
import type { GcpSetup } from './gcp/gcp-setup.ts';
import { gcpBlocks } from './gcp/terraform.ts';
import type { GitHubSetup } from './github/github-setup.ts';
import { githubBlocks } from './github/terraform.ts';
import { block, type HclBlock, hcl } from './text/hcl.ts';

const SOURCE = 'setup-src/terraform.ts > terraform';

/** The same setup for people who keep theirs in Terraform. Where its state is kept is theirs to say, in a file beside this one. */
export const terraform = (gcp: GcpSetup, github: GitHubSetup, path: string): GeneratedFile => ({
  path,
  source: SOURCE,
  content: `${[
    `# ${generatedFrom(SOURCE)}`,
    ...[...settings(github), ...gcpBlocks(gcp), ...githubBlocks(github)].map((each) => hcl(each)),
  ].join('\n\n')}\n`,
});

/** The versions are those that the arguments were checked against (`setup-src/lists`). */
const settings = ({ owner }: GitHubSetup): HclBlock[] => [
  block('terraform', [], { required_version: '>= 1.5' }, [
    block('required_providers', [], {
      google: { kind: 'map', entries: { source: 'hashicorp/google', version: '~> 7.45' } },
      github: { kind: 'map', entries: { source: 'integrations/github', version: '~> 6.13' } },
    }),
  ]),
  block('provider', ['github'], { owner }),
];

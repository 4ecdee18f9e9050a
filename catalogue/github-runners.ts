/** A runner that GitHub hosts. */
export interface HostedRunner {
  readonly label: string;
  readonly system: 'linux' | 'windows' | 'macos';
  readonly architecture: 'x64' | 'arm64';
}

const hosted =
  (system: HostedRunner['system'], architecture: HostedRunner['architecture']) =>
  (label: string): HostedRunner => ({ label, system, architecture });

/** Labels of the runners that everybody can ask for; larger runners have names that an organization gives them.
 *  @see https://docs.github.com/en/actions/reference/runners/github-hosted-runners
 *  @see https://github.com/actions/runner-images (Available Images, read 2026-11) */
export const HOSTED_RUNNERS: readonly HostedRunner[] = [
  ...['ubuntu-latest', 'ubuntu-26.04', 'ubuntu-24.04', 'ubuntu-22.04', 'ubuntu-slim'].map(hosted('linux', 'x64')),
  ...['ubuntu-26.04-arm', 'ubuntu-24.04-arm', 'ubuntu-22.04-arm'].map(hosted('linux', 'arm64')),
  ...['windows-latest', 'windows-2025', 'windows-2025-vs2026', 'windows-2022'].map(hosted('windows', 'x64')),
  ...['windows-11-arm', 'windows-11-vs2026-arm'].map(hosted('windows', 'arm64')),
  ...['macos-latest', 'macos-26', 'macos-15', 'macos-14'].map(hosted('macos', 'arm64')),
  ...['macos-latest-xlarge', 'macos-26-xlarge', 'macos-15-xlarge', 'macos-14-xlarge'].map(hosted('macos', 'arm64')),
  ...['macos-26-intel', 'macos-15-intel'].map(hosted('macos', 'x64')),
  ...['macos-latest-large', 'macos-26-large', 'macos-15-large', 'macos-14-large'].map(hosted('macos', 'x64')),
];

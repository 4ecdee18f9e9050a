import type { Delivery } from '../../domain/delivery.ts';
import { manifestsFolder } from '../../domain/manifests-folder.ts';
import { type Entrances, pageOf } from '../edge/pages.ts';
import type { GitRepository } from '../github/git.ts';
import type { Ground } from '../ground.ts';
import { findPromtool, judge } from './promtool.ts';
import { type Watch, type Watched, watch } from './watch.ts';

/** The world, as far as alerts look at it. */
export interface WatchedWorld {
  readonly delivery: Delivery;
  readonly git: Pick<GitRepository, 'file'>;
  readonly entrances: Entrances;
  readonly ground: Pick<Ground, 'targets'>;
}

/** Watches a tier as an administrator of this very state of the repository would have it watched. */
export async function watchTier({ delivery, git, entrances, ground }: WatchedWorld, asked: Watch): Promise<Watched> {
  const { tier, service, page } = asked;
  const path = `${manifestsFolder(delivery)}/observability/${tier}.yaml`;
  const { targets } = ground;
  return await watch(asked, {
    promtool: await findPromtool(process.env['PATH'] ?? ''),
    rules: { path, text: (await git.file('HEAD', path))?.toString('utf8') },
    targets: targets && ((collector) => targets(tier, collector)),
    ask: () => pageOf(entrances, { tier, service, path: page }),
    judge,
  });
}

import { RUNTIMES } from '../../domain/runtime/runtimes.ts';
import type { StandIn } from '../runner/stand-in.ts';
import { buildPush } from './build-push.ts';
import { cache, cacheRestore, cacheSave } from './cache.ts';
import { checkout } from './checkout.ts';
import { dockerLogin } from './docker-login.ts';
import { downloadArtifact } from './download-artifact.ts';
import { gkeCredentials } from './gke-credentials.ts';
import { googleAuth } from './google-auth.ts';
import { setupBuildx } from './setup-buildx.ts';
import { setupNode } from './setup-node.ts';
import { setupPython } from './setup-python.ts';
import { setupTool } from './setup-tool.ts';
import { uploadArtifact } from './upload-artifact.ts';
import type { StandInWorld } from './world.ts';

/** Every third-party action that can be rehearsed, by `owner/name`. Each says in the log that it is a stand-in: what the real action
 *  does beyond it was not tried. */
export function standIns(world: StandInWorld): ReadonlyMap<string, StandIn> {
  const all: Readonly<Record<string, StandIn>> = {
    ...tools(),
    'actions/cache': cache(world),
    'actions/cache/restore': cacheRestore(world),
    'actions/cache/save': cacheSave(world),
    'actions/checkout': checkout(world),
    'actions/download-artifact': downloadArtifact(world),
    'actions/setup-node': setupNode,
    'actions/setup-python': setupPython(world),
    'actions/upload-artifact': uploadArtifact(world),
    'docker/build-push-action': buildPush(world),
    'docker/login-action': dockerLogin(world),
    'docker/setup-buildx-action': setupBuildx,
    'google-github-actions/auth': googleAuth(world),
    'google-github-actions/get-gke-credentials': gkeCredentials(world),
  };
  return new Map(Object.entries(all).map(([name, standIn]) => [name, announced(standIn)]));
}

/** Of runtimes that need no more than a program of this machine. */
const tools = (): Readonly<Record<string, StandIn>> =>
  Object.fromEntries(
    RUNTIMES.flatMap(({ tool }) => (tool === undefined ? [] : [[tool.action, setupTool(tool)] as const])),
  );

const announced =
  (standIn: StandIn): StandIn =>
  (call) => {
    call.context.log(`Rehearsal: a stand-in for ${call.action}, not the action itself.`);
    return standIn(call);
  };

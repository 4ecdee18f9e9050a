/** Who we are in `managedFields`. Rollout and rollback are the same manager, so each can undo what the other wrote. */
export const FIELD_MANAGER = 'sluice';
/** Of guarded patches: phases, switches and scaling, which no manifest may take back by leaving them out. It also keeps what manifests
 *  give up and somebody else is to decide. */
export const PHASE_MANAGER = 'sluice-phase';

/** Whether a manager gives way where it has come to writing: people's kubectl, and ourselves under an earlier name. */
export const isYielding = (manager: string): boolean => /^(kubectl(-.+)?|sluice(-.+)?)$/.test(manager);

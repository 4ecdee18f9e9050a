/** Whether a run starts restores, or looks what became of them: no runner waits in between. */
export const DRILL_PHASES = ['start', 'finish'] as const;
export type DrillPhase = (typeof DRILL_PHASES)[number];

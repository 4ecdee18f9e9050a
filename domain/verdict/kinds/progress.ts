/** How far the controller is. */
export type Progress =
  | {
      /** Pods are the proof: they must be ready, and stay so. */
      readonly by: 'pods';
      readonly desired: number;
      readonly updated: number;
      readonly available: number;
      /** Pods of the old template that are still counted. */
      readonly old: number;
      readonly done: boolean;
      /** Pods that need not be ready: nobody wants them where they are. */
      readonly spare?: number;
      /** What a reader has to know beside the numbers. */
      readonly note?: string;
    }
  | {
      /** The object's own status is all there is to see. */
      readonly by: 'status';
      readonly done: boolean;
      /** What it says, to stand after the object's title: `is bound to volume "pvc-1"`. */
      readonly words: string;
      /** Whether it must say so for the stable time: a controller that has not looked yet says the same. */
      readonly lasting: boolean;
    };

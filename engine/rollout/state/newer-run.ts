/** A newer run has the lock, or has written: ours stops at this write boundary and ends `superseded`. */
export class NewerRun extends Error {
  override readonly name = 'NewerRun';
}

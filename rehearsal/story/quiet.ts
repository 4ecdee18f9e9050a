/** How long nothing may be heard until a stage is at rest. A story whose moments come never waits for it; one that goes otherwise is
 *  told so after this time, not never. */
const PATIENCE_MILLISECONDS = 4000;
const LOOK_MILLISECONDS = 100;

/** Notices when nothing happens any more though nothing has ended: what waits then would wait for ever. */
export class Quiet {
  #busy = 0;
  #heard = 0;

  /** Something is done that ends by itself. @returns what to call when it has ended */
  busy(): () => void {
    this.#busy += 1;
    this.#heard = performance.now();
    let ended = false;
    return () => {
      if (!ended) this.#busy -= 1;
      ended = true;
      this.#heard = performance.now();
    };
  }

  heard(): void {
    this.#heard = performance.now();
  }

  /** Resolves with `true` when all is at rest, with `false` when it is called off. */
  whenAtRest(): { readonly atRest: Promise<boolean>; callOff(): void } {
    let callOff = (): void => {};
    this.#heard = performance.now();
    const atRest = new Promise<boolean>((resolve) => {
      const looking = setInterval(() => {
        if (this.#busy === 0 && performance.now() - this.#heard > PATIENCE_MILLISECONDS) end(true);
      }, LOOK_MILLISECONDS);
      const end = (rested: boolean): void => {
        clearInterval(looking);
        resolve(rested);
      };
      callOff = () => end(false);
    });
    return { atRest, callOff };
  }
}

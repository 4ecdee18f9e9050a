import type { Answers } from './http-client.ts';

/** How long a client that was told to come back (1012) may need for that. */
const BACK_WITHIN = 2_000;
const ECHO_WITHIN = 3_000;
const EVERY = 250;
/** @see https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number */
const SERVICE_RESTART = 1012;

/** Holds one WebSocket, speaks on it all the time, and makes another when the server closes it with 1012. Everything else that
 *  ends it, an echo that is late, and a new one that is late are failures. Ends with the signal. */
export async function holdSocket(address: string, { answered, failed }: Answers, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const told = await life(new WebSocket(`ws://${address}/live`), answered, signal);
    if (told !== undefined && !signal.aborted) {
      failed(`WebSocket: ${told}`);
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  }
}

/** @returns what was wrong with the end of this one; `undefined` when it ended as it may. */
function life(socket: WebSocket, answered: Answers['answered'], signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    let waiting = setTimeout(() => over(`not open within ${BACK_WITHIN / 1000} s`), BACK_WITHIN);
    let sent = 0;
    let speaking: NodeJS.Timeout | undefined;
    const over = (told: string | undefined): void => {
      clearTimeout(waiting);
      clearInterval(speaking);
      signal.removeEventListener('abort', leave);
      socket.close();
      resolve(told);
    };
    const leave = (): void => over(undefined);
    const expectEcho = (): void => {
      clearTimeout(waiting);
      waiting = setTimeout(() => over(`no echo within ${ECHO_WITHIN / 1000} s`), ECHO_WITHIN);
    };
    signal.addEventListener('abort', leave);
    socket.addEventListener('open', () => {
      expectEcho();
      speaking = setInterval(() => socket.send(`message ${++sent}`), EVERY);
    });
    socket.addEventListener('message', () => {
      expectEcho();
      answered('');
    });
    socket.addEventListener('error', () => {});
    socket.addEventListener('close', ({ code }) =>
      over(code === SERVICE_RESTART ? undefined : `closed with ${code}, wanted ${SERVICE_RESTART} or nothing`),
    );
  });
}

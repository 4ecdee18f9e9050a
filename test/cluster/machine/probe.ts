import { request as http } from 'node:http';
import { request as https } from 'node:https';

/** Whether an address of a part answers 200. Its certificate is its own and is not looked at: what is asked is whether
 *  somebody is well, not who it is. Nothing secret is sent. */
export function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { timeout: 2000, rejectUnauthorized: false, agent: false };
    const call = (address.startsWith('https:') ? https : http)(address, options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.on('error', () => resolve(false));
    call.on('timeout', () => call.destroy());
    call.end();
  });
}

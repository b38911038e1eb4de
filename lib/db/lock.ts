import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/**
 * Holds a directory for this process alone: two embedded databases over the same files would destroy them. The
 * lock is a listening socket, which the system takes away with a process however it ends.
 *
 * @returns lets go
 * @throws when another process of this machine holds it
 */
export async function holdDirectory(directory: string): Promise<() => void> {
  const name = createHash('sha256').update(path.resolve(directory)).digest('hex').slice(0, 16);
  const address =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\ondam-${name}`
      : path.join(os.tmpdir(), `ondam-${name}.lock`);
  if (await isHeld(address)) {
    throw new Error(`${directory} is in use by another process: give ONDAM_DATA_DIR another folder`);
  }
  rmSync(address, { force: true }); // left by a process that died
  const server = await listen(address);
  return () => server.close();
}

function isHeld(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const caller = connect(address, () => {
      caller.destroy();
      resolve(true);
    });
    caller.once('error', () => resolve(false));
  });
}

function listen(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((caller) => caller.destroy());
    server.once('error', reject);
    server.listen(address, () => resolve(server.unref()));
  });
}

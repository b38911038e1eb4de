import { BlockList, isIP } from 'node:net';

/** Without the prefix under which a server of IPv6 shows an address of IPv4. */
const bare = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * Whether an address is one of those listed, or in one of the networks (192.0.2.0/24).
 *
 * @throws for a list with something else in it
 */
export function isAmong(address: string, allowed: readonly string[]): boolean {
  const list = new BlockList();
  for (const entry of allowed) {
    const [net, bits] = entry.split('/');
    if (bits === undefined) list.addAddress(net, family(net));
    else list.addSubnet(net, Number(bits), family(net));
  }
  const asked = bare(address);
  return isIP(asked) !== 0 && list.check(asked, family(asked));
}

/** Whether an address is this machine's own. */
export const isLoopback = (address: string): boolean => isAmong(address, ['127.0.0.0/8', '::1']);

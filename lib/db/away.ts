/** The driver's names for a connection that is none, and the system's. */
const CONNECTION =
  /^(CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)$/;
/**
 * PostgreSQL's (Appendix A of its manual): 08 connection exceptions, 53 insufficient resources (a full disk among them),
 * 57P0 shutting down, crashed, starting, dropped; 25006 read-only, as a standby is.
 */
const STATE = /^(08...|53...|57P0[1-5]|25006)$/;

/** Whether a thrown value means that the database cannot be used at the moment, and not that a query was wrong. */
export function isDatabaseAway(thrown: unknown): boolean {
  for (let at = thrown; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    // A file that is not there has the same code as a socket that is not: only a socket has an address.
    if (code === 'ENOENT' && !('address' in at)) continue;
    if (typeof code === 'string' && (CONNECTION.test(code) || STATE.test(code))) return true;
  }
  return false;
}

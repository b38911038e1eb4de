import { AsyncLocalStorage } from 'node:async_hooks';
import pino, { type DestinationStream } from 'pino';
import { maskPersonalData } from '@/lib/guard/personal-data';

/** What a line of the log says of the request that it belongs to. */
interface RequestContext {
  request_id: string;
}

/** Bundling copies this module; the requests are those of one process. */
const shared = globalThis as { ondamRequest?: AsyncLocalStorage<RequestContext> };
shared.ondamRequest ??= new AsyncLocalStorage();

/** The request that is being served. */
export const currentRequest = shared.ondamRequest;

/** A demo's terminal is for whoever tries it: there only what is wrong is said. */
const defaultLevel = () => (process.env.ONDAM_MODE === 'production' ? 'info' : 'warn');

/**
 * The log of the server: one JSON object a line, on standard output, with the id of the request. It never holds what
 * customers write, nor the values of a query.
 */
export function createLog(destination: DestinationStream = pino.destination(1)) {
  return pino(
    {
      level: process.env.ONDAM_LOG_LEVEL || defaultLevel(),
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      mixin: () => currentRequest.getStore() ?? {},
      serializers: { err: describeError },
    },
    destination,
  );
}

export const log = createLog();

interface ErrorDescription {
  type: string;
  message: string;
  code?: string;
  stack?: string[];
  cause?: ErrorDescription;
}

const MOST_FRAMES = 8;
const MOST_CAUSES = 4;

/**
 * An error without what it may quote: a failed query's message ends with its parameters, and the database's details
 * with a row.
 */
export function describeError(thrown: unknown, depth = 0): ErrorDescription {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: '' };
  const { name, message, stack, cause } = thrown;
  const code = (thrown as { code?: unknown }).code;
  let [said] = message.split(/\nparams: /);
  // PostgreSQL's data exceptions quote the value.
  if (typeof code === 'string' && /^22\w{3}$/.test(code)) said = said.replace(/".*"/s, '"…"');
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: name,
    message: maskPersonalData(said.slice(0, 1000)).text,
    ...(typeof code === 'string' && { code }),
    ...(frames && { stack: frames.slice(0, MOST_FRAMES).map((line) => line.trim()) }),
    ...(cause !== undefined && depth < MOST_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
}

import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger as Pino } from 'pino';
import { maskNirs } from '../domain/nir/mask-nirs-in-text';
import { logContext } from './log-context';
import { withoutQueries } from './without-query';

export type Logger = Pick<Pino, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

/**
 * Structured logs on stdout. Known personal fields are removed, and whatever still looks like a NIR in the finished line is
 * masked, whichever library wrote it.
 */
export function createLogger(level: string, destination?: DestinationStream): Pino {
  return pino(
    {
      level,
      base: null,
      mixin: logContext,
      // An ISO time: thirteen digits of epoch milliseconds look like a NIR.
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['*.text', '*.subject', '*.address', '*.nir', '*.email'],
        censor: '[retiré]',
      },
      serializers: { err: serializeError },
      hooks: { streamWrite: maskNirs },
    },
    destination ?? pino.destination(1),
  );
}

/** Not what a failed query or command asked, nor with which values: AUTH's is the password. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { query, params, command, ...rest } = pino.stdSerializers.err(error);
  return { ...rest, message: withoutQueries(rest.message, error), stack: withoutQueries(rest.stack, error) };
}

/** Nest's own messages through the same logger. */
export function nestLogger(logger: Logger): LoggerService {
  const text = (message: unknown): string =>
    message instanceof Error ? withoutQueries(message.stack ?? message.message, message) : String(message);
  return {
    log: (message) => logger.debug(text(message)),
    debug: (message) => logger.debug(text(message)),
    verbose: (message) => logger.debug(text(message)),
    warn: (message) => logger.warn(text(message)),
    error: (message) => logger.error(text(message)),
    fatal: (message) => logger.fatal(text(message)),
  };
}

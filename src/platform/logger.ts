import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger as Pino } from 'pino';
import { maskNirs } from '../domain/nir/mask-nirs-in-text';

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
      // An ISO time: thirteen digits of epoch milliseconds look like a NIR.
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['*.text', '*.subject', '*.address', '*.nir', '*.email', 'err.params', 'err.query'],
        censor: '[retiré]',
      },
      hooks: { streamWrite: maskNirs },
    },
    destination ?? pino.destination(1),
  );
}

/** Nest's own messages through the same logger. */
export function nestLogger(logger: Logger): LoggerService {
  const text = (message: unknown): string =>
    message instanceof Error ? (message.stack ?? message.message) : String(message);
  return {
    log: (message) => logger.debug(text(message)),
    debug: (message) => logger.debug(text(message)),
    verbose: (message) => logger.debug(text(message)),
    warn: (message) => logger.warn(text(message)),
    error: (message) => logger.error(text(message)),
    fatal: (message) => logger.fatal(text(message)),
  };
}
